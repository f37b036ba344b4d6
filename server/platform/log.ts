import { type Logger, pino } from 'pino';

export type { Logger } from 'pino';

/** Fields that never reach a log, wherever they stand. */
const REDACTED = ['password', 'current_password', 'access', 'refresh', 'token', 'ticket', 'authorization', 'cookie'];

/** JSON lines on standard output, times in RFC 3339 UTC. */
export function createLog(level: string): Logger {
  return pino({
    level,
    base: null,
    timestamp: () => `,"time":"${new Date().toISOString()}"`,
    redact: { paths: REDACTED.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]), censor: '[hidden]' },
  });
}
