/**
 * Conditions under which a trade does not say what the paper is worth now, and so moves neither the last price nor an
 * alert: odd lots (I), extended hours (T, U), average price (W), out of sequence (Z), derivatively priced (4), prior
 * reference price (P), and special settlement (C, N, R).
 */
const NO_PRICE = new Set(['I', 'T', 'U', 'W', 'Z', '4', 'P', 'C', 'N', 'R']);

/** @param conditions as the trade carries them; none at all is a regular trade. */
export function movesPrice(conditions: unknown): boolean {
  return !Array.isArray(conditions) || !conditions.some((condition) => NO_PRICE.has(String(condition)));
}
