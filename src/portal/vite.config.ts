import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { brotliCompress, gzip } from 'node:zlib';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';

const portalRoot = fileURLToPath(new URL('.', import.meta.url));
/** Where `vite dev` finds a running server. */
const server = process.env.HUITONG_URL ?? 'http://127.0.0.1:8080';

/** Libraries change seldom: kept apart, so that a new portal leaves them in the browser's cache. */
const LIBRARIES = [
  { name: 'react', test: /node_modules[\\/](react|react-dom|react-router|scheduler)[\\/]/ },
  { name: 'data', test: /node_modules[\\/](@tanstack|i18next|react-i18next)[\\/]/ },
];

/** Beside each text its compressed forms, so that the server compresses nothing. */
const compressed: Plugin = {
  name: 'compressed',
  apply: 'build',
  async writeBundle({ dir = '' }, bundle) {
    const texts = Object.keys(bundle).filter((name) => /\.(css|html|js|json|svg)$/.test(name));
    await Promise.all(
      texts.map(async (name) => {
        const content = await readFile(join(dir, name));
        await writeFile(join(dir, `${name}.br`), await promisify(brotliCompress)(content));
        await writeFile(join(dir, `${name}.gz`), await promisify(gzip)(content, { level: 9 }));
      }),
    );
  },
};

export default defineConfig({
  root: portalRoot,
  plugins: [react(), compressed],
  // The server writes another nonce into each page that it sends.
  html: { cspNonce: '__CSP_NONCE__' },
  build: {
    outDir: '../../dist/portal',
    emptyOutDir: true,
    chunkSizeWarningLimit: 1_500,
    // Which chunk needs which: a test adds up what a page loads.
    manifest: true,
    rolldownOptions: { output: { codeSplitting: { groups: LIBRARIES } } },
  },
  server: { proxy: { '/api': server } },
});
