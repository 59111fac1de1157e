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

const anyOf =
  (...tests: readonly RegExp[]) =>
  (id: string): boolean =>
    tests.some((test) => test.test(id));

/**
 * What is fetched together, with all that it needs. Libraries change seldom: kept apart, so that a new portal
 * leaves them in the browser's cache. The parts of Ant Design that every login, and every page behind it, draws
 * with are one file each: over HTTP/1.1 a browser fetches six at a time, and each has headers of its own.
 */
const TOGETHER = [
  { name: 'react', test: /node_modules[\\/](react|react-dom|react-router|scheduler)[\\/]/ },
  { name: 'data', test: /node_modules[\\/](@tanstack|i18next|react-i18next)[\\/]/ },
  {
    name: 'door',
    test: anyOf(
      /antd[\\/]es[\\/](button|config-provider|spin)[\\/]index\.js/,
      /antd[\\/]es[\\/]input[\\/](Input|Password)\.js/,
      /icons[\\/]es[\\/]icons[\\/](Global|Lock|User)Outlined\.js/,
      /src[\\/]client[\\/]client\.ts/,
    ),
  },
  {
    name: 'frame',
    test: anyOf(
      /antd[\\/]es[\\/](menu|dropdown|drawer|layout|grid|app|alert|tooltip)[\\/]index\.js/,
      /icons[\\/]es[\\/]icons[\\/]/,
    ),
  },
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
    rolldownOptions: { output: { codeSplitting: { groups: TOGETHER } } },
  },
  server: { proxy: { '/api': server } },
});
