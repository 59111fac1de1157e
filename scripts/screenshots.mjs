// `npm run screenshots`: pictures of every page of the portal, in docs/screenshots.
import { build } from './build.mjs';

await build();
await import('../dist/test/screenshots/main.js');
