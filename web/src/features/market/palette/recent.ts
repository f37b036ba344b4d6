const KEY = 'omni-stock.recent';
const RECENT_MAX = 5;

/** Symbols opened from the palette, the latest first. */
export function recentSymbols(): string[] {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(KEY) ?? '[]');
    return Array.isArray(stored) ? stored.filter((symbol) => typeof symbol === 'string') : [];
  } catch {
    return [];
  }
}

export function rememberSymbol(symbol: string): void {
  const next = [symbol, ...recentSymbols().filter((other) => other !== symbol)].slice(0, RECENT_MAX);
  try {
    localStorage.setItem(KEY, JSON.stringify(next));
  } catch {
    // Storage is full or blocked: nothing is remembered, nothing breaks.
  }
}
