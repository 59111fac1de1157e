import type { Log } from '../../src/base/log.js';

/** The log of the server as lines of a trace. */
export function logTo(trace: (line: string) => void): Log {
  const write = (level: string) => (fields: object, message: string) =>
    trace(`${level} ${message} ${JSON.stringify(fields)}`);
  const log: Log = {
    debug: write('debug'),
    info: write('info'),
    warn: write('warn'),
    error: write('error'),
    child: () => log,
  };
  return log;
}
