import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const portalRoot = fileURLToPath(new URL('.', import.meta.url));
/** Where `vite dev` finds a running server. */
const server = process.env.HUITONG_URL ?? 'http://127.0.0.1:8080';

/** Libraries change seldom: kept apart, so that a new portal leaves them in the browser's cache. */
const LIBRARIES = [
  { name: 'react', test: /node_modules[\\/](react|react-dom|react-router|scheduler)[\\/]/ },
  { name: 'data', test: /node_modules[\\/](@tanstack|i18next|react-i18next)[\\/]/ },
  { name: 'antd', test: /node_modules[\\/](antd|@ant-design|@rc-component|dayjs)[\\/]/ },
];

export default defineConfig({
  root: portalRoot,
  plugins: [react()],
  // The server writes another nonce into each page that it sends.
  html: { cspNonce: '__CSP_NONCE__' },
  build: {
    outDir: '../../dist/portal',
    emptyOutDir: true,
    chunkSizeWarningLimit: 1_500,
    rolldownOptions: { output: { codeSplitting: { groups: LIBRARIES } } },
  },
  server: { proxy: { '/api': server } },
});
