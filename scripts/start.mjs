// `npm start`: installs and builds what is missing, then is the server, in the foreground.
import { build } from './build.mjs';

await build();
await import('../dist/server/main.js');
