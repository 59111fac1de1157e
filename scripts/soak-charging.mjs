// `npm run soak:charging`: builds, then runs the full charging soak. --conferences N, --kills N, --seed N,
// --folder DIR to go on with an interrupted series of kills.
import { build } from './build.mjs';

await build();
await import('../dist/test/charging/main.js');
