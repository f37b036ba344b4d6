/** 1900 as "19", 1950 as "19.5": hundredths of a percent as people write them. */
export function percentText(bp: number): string {
  return String(bp / 100);
}

/** "19.5" or "19,5" as 1950; undefined for what is no percentage of up to two decimals. */
export function readPercent(text: string): number | undefined {
  const [, whole, part = ''] = /^(\d{1,3})(?:[.,](\d{1,2}))?\s*%?$/.exec(text.trim()) ?? [];
  if (whole === undefined) return undefined;
  const bp = Number(whole) * 100 + Number(part.padEnd(2, '0'));
  return bp <= 10_000 ? bp : undefined;
}

/** "3" as 3; undefined for what is no whole number up to `most`. */
export function readWhole(text: string, most: number): number | undefined {
  const number = /^\d{1,9}$/.test(text.trim()) ? Number(text) : Number.NaN;
  return number <= most ? number : undefined;
}
