/** What a connection failed of, in a sentence for the one whose endpoint it is. Nothing of our own network is told. */
export function connectionError(error: unknown, timeout_ms: number): string {
  const code = codeOf(error);
  if (code === 'ABORT_ERR' || code === 'ETIMEDOUT' || code === 'ETIMEOUT' || code === 'ECANCELLED')
    return `There was no answer within ${timeout_ms / 1000} s.`;
  if (/CERT|SELF_SIGNED|UNABLE_TO_VERIFY|ERR_TLS|^ERR_SSL|^EPROTO/.test(code))
    return `No trusted connection could be made (${code}).`;
  if (code.startsWith('HPE_')) return 'The answer was not HTTP.';
  return sentences[code] ?? `The connection failed (${code}).`;
}

const sentences: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'The connection was refused.',
  ECONNRESET: 'The connection was closed before an answer came.',
  EPIPE: 'The connection was closed before an answer came.',
  ENOTFOUND: 'The name of the host is not known.',
  ENODATA: 'The name of the host is not known.',
  ENETUNREACH: 'The host cannot be reached.',
  EHOSTUNREACH: 'The host cannot be reached.',
};

function codeOf(error: unknown): string {
  if (error instanceof AggregateError && error.errors.length > 0) return codeOf(error.errors[0]);
  if (!(error instanceof Error)) return 'unknown';
  if (error.name === 'AbortError' || error.name === 'TimeoutError') return 'ABORT_ERR';
  const { code } = error as Error & { code?: unknown };
  return typeof code === 'string' ? code : 'unknown';
}
