import type { Standing } from './board-view.ts';
import type { KnownSplit } from './met-split.ts';
import { scaledCheckpoint } from './scale-prices.ts';
import type { SplitsParts } from './splits.ts';
import type { Checkpoint } from './store.ts';

/**
 * Before a load: follows splits that came between the last print that was evaluated and the newest one the board kept.
 * Those of later days are met with their first print.
 * @returns the checkpoints, in the pieces that the board shows.
 */
export async function followMissed(
  parts: Pick<SplitsParts, 'registry' | 'dayAt' | 'now' | 'known' | 'follow'>,
  checkpoints: readonly Checkpoint[],
  shown: readonly (Standing | null)[],
): Promise<readonly Checkpoint[]> {
  const { registry, dayAt, now, follow } = parts;
  const known = Map.groupBy(await parts.known(), ({ index }) => index);
  const followed: Checkpoint[] = [];
  for (const checkpoint of checkpoints) {
    const instrument = registry.byId(checkpoint.instrument_id);
    const standing = instrument === undefined ? null : (shown[instrument.index] ?? null);
    const splits = instrument === undefined ? [] : (known.get(instrument.index) ?? []);
    if (instrument === undefined || standing === null || splits.length === 0) {
      followed.push(checkpoint);
      continue;
    }
    const day = dayAt(instrument.index, checkpoint.at_ms);
    const newest_day = dayAt(instrument.index, standing.print.at_ms);
    const missed = splits.filter(
      (split) =>
        split.made_up === checkpoint.simulated &&
        split.made_up === standing.print.simulated &&
        split.day > day &&
        split.day <= newest_day,
    );
    const met = missed.map((split) => {
      const { day: split_day, ratio: pieces } = split;
      return { instrument, ratio: pieces, day: split_day, met_at: metAt(split, checkpoint, standing) };
    });
    const scaled = (ratio: number): Checkpoint => scaledCheckpoint(checkpoint, { ratio, instrument, day });
    const ratio = met.length === 0 ? 1 : await follow(met, now(), scaled);
    followed.push(ratio === 1 ? checkpoint : scaled(ratio));
  }
  return followed;
}

/** What owners said after the first price in new pieces, they said of it: when it came lies between these. */
function metAt({ entered_ms }: KnownSplit, { at_ms }: Checkpoint, { print }: Standing): Date {
  return new Date(Math.min(print.received_ms, Math.max(entered_ms, at_ms)));
}
