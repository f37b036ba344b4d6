import type { Db } from '../../../platform/db/transaction.ts';
import { historyTables } from '../tables-history.ts';
import type { Instrument } from '../instrument.ts';
import type { InstrumentRegistry } from '../instrument-registry.ts';
import type { Provider, ProviderSplit } from '../providers/provider.ts';

const DAY_MS = 86_400_000;

/** A split of the prices that an instrument is shown at. */
export interface KnownSplit {
  readonly index: number;
  /** First trading day in new pieces, in days since 1970-01-01. */
  readonly day: number;
  /** New pieces per old one. */
  readonly ratio: number;
  /** Of made-up prices. */
  readonly made_up: boolean;
  /** When it was told or entered; where it is computed, its day. */
  readonly entered_ms: number;
}

export interface KnownSplitsParts {
  readonly db: Db;
  readonly registry: InstrumentRegistry;
  providerOf(instrument: Instrument): Pick<Provider, 'simulated' | 'computed'> | null;
}

/**
 * Splits from a day on, by instrument and day. Prices that are computed know their own alone: one that was entered for real
 * prices kept beside them is not theirs.
 */
export async function readKnownSplits(parts: KnownSplitsParts, since_day: number): Promise<readonly KnownSplit[]> {
  const { db, registry, providerOf } = parts;
  const kept = await historyTables(db)
    .selectFrom('splits')
    .where('ex_date', '>=', new Date(since_day * DAY_MS).toISOString().slice(0, 10))
    .select(['instrument_id', 'new_pieces', 'old_pieces', 'created_at'])
    .select((eb) => eb.cast<string>('ex_date', 'text').as('ex_date'))
    .execute();
  const real = kept.flatMap(({ instrument_id, created_at, ...split }) => {
    const instrument = registry.byId(instrument_id);
    const provider = instrument === undefined ? null : providerOf(instrument);
    if (instrument === undefined || provider === null || provider.computed || provider.simulated) return [];
    return [knownSplit(instrument.index, split, { made_up: false, entered_ms: created_at.getTime() })];
  });
  return [...real, ...computedSplits(parts)].filter(({ day }) => day >= since_day).sort((a, b) => a.day - b.day);
}

function computedSplits({ registry, providerOf }: Pick<KnownSplitsParts, 'registry' | 'providerOf'>) {
  const all = Array.from({ length: registry.size }, (_, index) => registry.at(index));
  return all.flatMap((instrument) => {
    const splits = providerOf(instrument)?.computed?.splits(instrument) ?? [];
    return splits.map((split) =>
      knownSplit(instrument.index, split, { made_up: true, entered_ms: Date.parse(split.ex_date) }),
    );
  });
}

function knownSplit(
  index: number,
  { ex_date, new_pieces, old_pieces }: ProviderSplit,
  origin: Pick<KnownSplit, 'made_up' | 'entered_ms'>,
): KnownSplit {
  return { index, day: Math.floor(Date.parse(ex_date) / DAY_MS), ratio: new_pieces / old_pieces, ...origin };
}
