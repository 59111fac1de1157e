import { pino, type Logger } from 'pino';
import type { Log } from '../base/log.js';
import type { Config } from '../config/schema.js';
import { LogDestination, standardError } from './log-destination.js';

/** The log of a running server: one JSON object a line on standard error, standard output is for people. */
export function createPinoLog(config: Config): Log {
  const destination = new LogDestination(standardError);
  process.once('exit', () => destination.flush());
  return adapt(pino({ level: config.log.level, base: { node: config.node } }, destination));
}

function adapt(logger: Logger): Log {
  return {
    debug: (fields, message) => logger.debug(fields, message),
    info: (fields, message) => logger.info(fields, message),
    warn: (fields, message) => logger.warn(fields, message),
    error: (fields, message) => logger.error(fields, message),
    child: (fields) => adapt(logger.child(fields)),
  };
}
