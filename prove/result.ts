/** What came of one thing that was to be shown. */
export interface Result {
  readonly name: string;
  readonly promise: string;
  readonly checker: string;
  /** How often, and from which seed. */
  readonly size: string;
  /** One sentence each; none: it held. */
  readonly broken: readonly string[];
}

/** Sentences that are shown of one that is broken. */
const SHOWN_MAX = 5;

export function textOf({ name, promise, checker, size, broken }: Result): string {
  const lines = [
    `${broken.length === 0 ? 'held  ' : 'BROKEN'}  ${name}: ${promise}`,
    `        ${size}; checked by: ${checker}`,
    ...broken.slice(0, SHOWN_MAX).map((one) => `        ! ${one}`),
  ];
  if (broken.length > SHOWN_MAX) lines.push(`        ! and ${broken.length - SHOWN_MAX} more`);
  return lines.join('\n');
}

/** @returns the last line of a run. */
export function sumOf(results: readonly Result[]): string {
  const broken = results.filter((result) => result.broken.length > 0).length;
  return `${results.length - broken} held, ${broken} broken`;
}
