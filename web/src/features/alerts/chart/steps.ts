/** How far an arrow key moves a level: a round step of about a thousandth of it, and at least one tick. */
export function levelStep(level: number, decimals: number): number {
  const thousandth = Math.abs(level) / 1000;
  const magnitude = 10 ** Math.floor(Math.log10(thousandth || 1));
  const part = [5, 2, 1].find((one) => one * magnitude <= thousandth) ?? 1;
  return Math.max(part * magnitude, 10 ** -decimals);
}

/** A level so many steps further, on the grid of steps; null where it would be no price. */
export function stepped(level: string, steps: number, decimals: number): string | null {
  const step = levelStep(Number(level), decimals);
  const next = (Math.round(Number(level) / step) + steps) * step;
  return rounded(next, decimals);
}

/** A price of the chart with the instrument's decimals; null where it is none. */
export function rounded(price: number, decimals: number): string | null {
  const text = price.toFixed(decimals);
  return price > 0 && /[1-9]/.test(text) ? text : null;
}
