import { setImmediate as nextTurn } from 'node:timers/promises';
import { parseScaled } from '../../../../contract/decimal.ts';
import type { InstrumentRegistry } from '../../market/index.ts';
import type { DayRange, Standing } from './board-view.ts';
import type { HeardPrint } from './heard-print.ts';
import { LevelStage } from './level-stage.ts';
import type { AlertStore, Checkpoint } from './store.ts';
import type { Watch } from './watch.ts';

/** Targets of one page. */
const PAGE = 20_000;

interface LoadParts {
  readonly watch: Watch;
  readonly store: AlertStore;
  readonly registry: InstrumentRegistry;
  /** What the board showed before the first print that is kept back, by index. */
  readonly shown: readonly (Standing | null)[];
  /** Where evaluation goes on from. */
  readonly checkpoints: readonly Checkpoint[];
}

/** What a load found. */
interface Loaded {
  readonly targets: number;
  /** The day's range that is known to be evaluated, by index, where there was a checkpoint. */
  readonly ranges: Map<number, DayRange>;
}

/**
 * Reads everything that is watched and catches up with what happened while nobody evaluated: evaluation goes on from the
 * checkpoints, a high or low of the day beyond a checkpoint's counts as a print, and levels that are reached are pending.
 * No print may be taken while it loads; the caller keeps them back.
 */
export async function loadWatch(parts: LoadParts): Promise<Loaded> {
  const { watch, registry, checkpoints } = parts;
  const known = new Map(checkpoints.map((checkpoint) => [checkpoint.instrument_id, checkpoint]));
  const from = Array.from({ length: registry.size }, (_, index) => {
    const shown = parts.shown[index] ?? null;
    const checkpoint = continued(known.get(registry.at(index).id), shown);
    goOnFrom(watch, index, { checkpoint, shown, decimals: registry.at(index).price_decimals });
    return checkpoint;
  });
  const targets = await loadTargets(parts);
  const ranges = new Map<number, DayRange>();
  for (const [index, checkpoint] of from.entries()) {
    const [shown, decimals] = [parts.shown[index] ?? null, registry.at(index).price_decimals];
    if (checkpoint !== undefined) ranges.set(index, catchUp(watch, { checkpoint, shown, decimals }));
    watch.settle(index);
  }
  return { targets, ranges };
}

interface From {
  readonly checkpoint: Checkpoint | undefined;
  readonly shown: Standing | null;
  readonly decimals: number;
}

/** From the checkpoint; without one, from what the board shows. */
function goOnFrom(watch: Watch, index: number, { checkpoint, shown, decimals }: From): void {
  for (const regular of [false, true])
    watch.setLast(
      index,
      regular,
      checkpoint === undefined
        ? standingPrint(shown, regular)
        : checkpointPrint(index, checkpoint, { regular, decimals }),
    );
}

/** Takes what the board saw beyond a checkpoint. @returns the range of the day that is evaluated then. */
function catchUp(watch: Watch, { checkpoint, shown, decimals }: From & { readonly checkpoint: Checkpoint }): DayRange {
  const before = rangeOf(checkpoint, decimals);
  if (shown !== null && shown.print.at_ms > checkpoint.at_ms) {
    const regular = checkpoint.regular_at_ms === checkpoint.at_ms;
    for (const print of beyond(before, shown, regular)) watch.catchUp(print);
    watch.catchUp(shown.print);
  }
  return widest(before, shown);
}

async function loadTargets({ watch, store, registry }: LoadParts): Promise<number> {
  watch.ensure(registry.size);
  const stage = new LevelStage();
  let count = 0;
  for (let asked = store.watchedAfter(0, PAGE); ; ) {
    const page = await asked;
    const is_last = page.length < PAGE;
    // The database reads the next page while this one is put in place.
    if (!is_last) asked = store.watchedAfter(page.at(-1)?.no ?? 0, PAGE);
    asked.catch(() => undefined);
    for (const target of page) {
      const index = registry.byId(target.instrument_id)?.index;
      if (index !== undefined) watch.stage(index, target, stage);
    }
    count += page.length;
    if (is_last) break;
    await nextTurn();
  }
  watch.books.load(stage);
  return count;
}

/** Made-up prices continue no real ones, nor the reverse. */
function continued(checkpoint: Checkpoint | undefined, shown: Standing | null): Checkpoint | undefined {
  return shown !== null && shown.print.simulated !== checkpoint?.simulated ? undefined : checkpoint;
}

function standingPrint(shown: Standing | null, regular: boolean): HeardPrint | null {
  return shown === null || (regular && shown.print.session !== 'regular') ? null : shown.print;
}

/** The last print of a checkpoint: of any session, or of a regular one. */
function checkpointPrint(
  index: number,
  checkpoint: Checkpoint,
  { regular, decimals }: { readonly regular: boolean; readonly decimals: number },
): HeardPrint | null {
  const price = parseScaled((regular ? checkpoint.regular_price : checkpoint.price) ?? '', decimals);
  const at_ms = regular ? checkpoint.regular_at_ms : checkpoint.at_ms;
  if (price === null || at_ms === null) return null;
  const { source, simulated } = checkpoint;
  const session = at_ms === checkpoint.regular_at_ms ? 'regular' : 'closed';
  const around = { previous_close: Number.NaN, volume: Number.NaN, before: null, regular_before: null };
  return { index, price, size: 0, at_ms, source, simulated, session, received_ms: at_ms, ...around };
}

function rangeOf({ day, high, low }: Checkpoint, decimals: number): DayRange {
  const scaled = (text: string | null): number => parseScaled(text ?? '', decimals) ?? Number.NaN;
  return { day, high: scaled(high), low: scaled(low) };
}

/**
 * The high and the low of a day as prints, where they lie beyond the range that was evaluated.
 * @param regular everything before was of a regular session: then what lies between is too.
 */
export function beyond(before: DayRange, { print, day, high, low }: Standing, regular: boolean): HeardPrint[] {
  if (day < before.day) return [];
  const same_day = day === before.day;
  const session = same_day && regular && print.session === 'regular' ? 'regular' : 'closed';
  const is_beyond = { high: !same_day || !(high <= before.high), low: !same_day || !(low >= before.low) };
  return (['high', 'low'] as const).flatMap((side) => {
    const price = side === 'high' ? high : low;
    return is_beyond[side] && price > 0
      ? [{ ...print, price, session, before: null, regular_before: null } as const]
      : [];
  });
}

function widest(before: DayRange, shown: DayRange | null): DayRange {
  if (shown === null || shown.day < before.day) return before;
  if (shown.day > before.day) return { day: shown.day, high: shown.high, low: shown.low };
  return { day: before.day, high: Math.max(before.high, shown.high), low: Math.min(before.low, shown.low) };
}
