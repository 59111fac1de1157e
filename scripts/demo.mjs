// `npm run demo`: the server plus three simulated telephones that dial in, talk, mute and leave.
import { build } from './build.mjs';

await build();
await import('../dist/test/demo/main.js');
