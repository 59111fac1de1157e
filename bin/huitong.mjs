#!/usr/bin/env -S node --no-memory-reducer --v8-pool-size=1
await import('../dist/server/main.js');
