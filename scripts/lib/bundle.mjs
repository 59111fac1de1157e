import { dirname, join } from 'node:path';

const FOLDER = 'dist/server';
/** Packages that open files beside their own: an addon, the worker of a pool, the threads of a log. */
const UNBUNDLED = ['better-sqlite3', 'pino', 'piscina'];
const THREAD_ENTRY = /new URL\('(\.[^']+)\.js', import\.meta\.url\)/g;

/** The server and the packages it uses as a few files in dist/server: docs/adr/0013-server-as-a-bundle.md. */
export async function bundleServer() {
  const { rolldown } = await import('rolldown');
  const bundle = await rolldown({
    input: 'src/main.ts',
    platform: 'node',
    tsconfig: 'tsconfig.json',
    // What this Node cannot read is lowered, or fails here and not at the start.
    transform: { target: 'node20' },
    external: UNBUNDLED,
    resolve: { extensionAlias: { '.js': ['.ts', '.js'] } },
    plugins: [threadEntries],
  });
  await bundle.write({
    dir: FOLDER,
    cleanDir: true,
    chunkFileNames: '[name].js',
    // Profiles and stack traces are read by name.
    minify: false,
    keepNames: true,
    sourcemap: true,
  });
  await bundle.close();
}

/** What a thread or a pool starts by its URL becomes an entry of its own. */
const threadEntries = {
  name: 'thread-entries',
  transform: {
    filter: { code: THREAD_ENTRY },
    handler(code, id) {
      const bundled = code.replaceAll(THREAD_ENTRY, (_, path) => {
        const reference = this.emitFile({ type: 'chunk', id: join(dirname(id), `${path}.ts`) });
        return `new URL(import.meta.ROLLUP_FILE_URL_${reference})`;
      });
      return { code: bundled, map: null };
    },
  },
};
