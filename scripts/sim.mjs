// `npm run sim`: builds, then runs simulated worlds. --seeds N, --from N; --seed N replays one with a trace.
import { build } from './build.mjs';

await build();
await import('../dist/test/sim/main.js');
