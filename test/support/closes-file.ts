const DAY_MS = 86_400_000;

/** Made-up closes of some symbols on some days, as text of a CSV file; the same for the same seed. */
export function closesFile({
  symbols,
  days,
  seed,
}: {
  readonly symbols: number;
  readonly days: number;
  readonly seed: number;
}): string {
  let state = seed;
  const random = (): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
  const prices = Array.from({ length: symbols }, () => 20 + random() * 400);
  const lines = ['date,symbol,close,volume'];
  for (let day = 0; day < days; day += 1) {
    const date = new Date(Date.UTC(2025, 0, 1) + day * DAY_MS).toISOString().slice(0, 10);
    for (const [at, price] of prices.entries()) {
      const next = price * (0.96 + random() * 0.082);
      prices[at] = next;
      lines.push(`${date},SYM${at},${next.toFixed(2)},${1000 + Math.floor(random() * 9000)}`);
    }
  }
  return `${lines.join('\n')}\n`;
}
