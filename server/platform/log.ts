import { type Logger, pino } from 'pino';

export type { Logger } from 'pino';

/** Fields that never reach a log, wherever they stand down to DEPTH_MAX. */
const SECRETS = new Set([
  'password',
  'current_password',
  'access',
  'refresh',
  'token',
  'ticket',
  'client_secret',
  'authorization',
  'cookie',
]);
const HIDDEN = '[hidden]';
const DEPTH_MAX = 3;

/**
 * JSON lines, times in RFC 3339 UTC. Written without waiting for the reader: a slow collector must not stop a request. What
 * is still unwritten when the process ends is written then.
 *
 * @param file where to write; standard output without it.
 */
export function createLog(level: string, file?: string): Logger {
  return pino(
    {
      level,
      base: null,
      timestamp: () => `,"time":"${new Date().toISOString()}"`,
      // pino's own redaction by wildcard paths costs as much as the rest of a request.
      formatters: { log: (fields) => withoutSecrets(fields, DEPTH_MAX) },
    },
    pino.destination({ dest: file ?? 1, sync: false }),
  );
}

type Fields = Record<string, unknown>;

/** The same object where there is nothing to hide, which is nearly always. */
function withoutSecrets(fields: Fields, depth: number): Fields {
  let clean = fields;
  for (const [name, value] of Object.entries(fields)) {
    const shown = SECRETS.has(name) ? HIDDEN : isPlain(value) && depth > 0 ? withoutSecrets(value, depth - 1) : value;
    if (shown === value) continue;
    if (clean === fields) clean = { ...fields };
    clean[name] = shown;
  }
  return clean;
}

function isPlain(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}
