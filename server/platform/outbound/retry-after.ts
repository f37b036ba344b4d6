const DAY_MS = 24 * 60 * 60 * 1000;

/**
 * Milliseconds until one may come again (RFC 9110, 10.2.3: seconds or a date), at most a day; null when the header is
 * missing or makes no sense.
 */
export function readRetryAfter(header: string | undefined, now_ms: number): number | null {
  const text = header?.trim() ?? '';
  if (/^\d{1,9}(\.\d{1,9})?$/.test(text)) return Math.min(Math.ceil(Number(text) * 1000), DAY_MS);
  const at_ms = /^[A-Z][a-z]{2}, /.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(at_ms) ? null : Math.min(Math.max(0, at_ms - now_ms), DAY_MS);
}
