#!/usr/bin/env node
await import('../dist/server/main.js');
