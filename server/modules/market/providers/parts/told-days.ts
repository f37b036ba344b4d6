import type { DaySoFar, Notice } from '../provider.ts';

type Told = DaySoFar & { readonly at_ms: number };

/** The days a provider has told, so that one is told again only when its figures changed. */
export class ToldDays {
  readonly #told = new Map<number, Told>();

  /** Forgets what is not wanted any more: whoever serves it meanwhile may count another day. */
  keep(wanted: (index: number) => boolean): void {
    for (const index of this.#told.keys()) if (!wanted(index)) this.#told.delete(index);
  }

  /** The volume told last for the same day; null where none was. */
  volume(index: number): number | null {
    return this.#told.get(index)?.volume ?? null;
  }

  /** @returns the notice, or null where nothing but the volume changed. */
  notice(index: number, day: Told): Notice | null {
    const before = this.#told.get(index);
    this.#told.set(index, day);
    const same =
      before !== undefined &&
      Object.is(before.previous_close, day.previous_close) &&
      Object.is(before.open, day.open) &&
      Object.is(before.high, day.high) &&
      Object.is(before.low, day.low);
    return same ? null : { kind: 'day', official: true, index, ...day };
  }
}
