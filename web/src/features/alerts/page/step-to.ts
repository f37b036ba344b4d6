/** Where a press leads from a row of so many; null when it leads nowhere. */
export function stepTo(press: string, index: number, count: number): number | null {
  const steps: Readonly<Record<string, number>> = {
    ArrowDown: index + 1,
    j: index + 1,
    ArrowUp: index - 1,
    k: index - 1,
    Home: 0,
    End: count - 1,
    PageDown: index + 10,
    PageUp: index - 10,
  };
  const to = steps[press];
  return to === undefined ? null : Math.max(0, Math.min(count - 1, to));
}
