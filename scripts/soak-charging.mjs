// `npm run soak:charging`: builds, then runs the full charging soak; with --conferences N, --sqlite-conferences N,
// --kills N or --server-kills N those parts alone. --seed N, --folder DIR to go on with an interrupted series of kills.
import { build } from './build.mjs';

await build();
await import('../dist/test/charging/main.js');
