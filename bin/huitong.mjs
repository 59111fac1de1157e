#!/usr/bin/env -S node --no-memory-reducer
await import('../dist/server/main.js');
