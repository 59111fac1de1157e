// `npm run bench -- NAME [OPTIONS]`: builds, then runs bench/NAME. Without a name: lists what there is.
import { existsSync } from 'node:fs';
import { build } from './build.mjs';

const [name, ...options] = process.argv.slice(2);
await build();
const file = `dist/bench/${name === 'load' ? 'load/main' : name}.js`;
if (name === undefined || !existsSync(file)) {
  const benches = [
    'load',
    'capacity',
    'call-rate',
    'key-latency',
    'kernels',
    'packet-io-cost',
    'store',
    'charging',
    'records',
    'contacts',
    'charging-calls',
    'api',
    'event-streams',
    'live-page',
  ];
  console.error(`Usage: npm run bench -- ${benches.join(' | ')} [OPTIONS]`);
  process.exit(2);
}
process.argv = [process.argv[0], file, ...options];
await import(`../${file}`);
