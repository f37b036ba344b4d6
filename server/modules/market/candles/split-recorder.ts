import type { Clock } from '../../../platform/clock.ts';
import type { Db } from '../../../platform/db/transaction.ts';
import type { Logger } from '../../../platform/log.ts';
import type { QuoteBoard } from '../board/quote-board.ts';
import type { Instrument } from '../instrument.ts';
import type { Print, Provider } from '../providers/provider.ts';
import { type NewSplit, recordSplits } from '../services/insert-split.ts';
import { venueOf } from '../sessions/venues.ts';

const DAY_MS = 86_400_000;
/** Ratios of splits have small numbers: 3 and 2, 1 and 25. */
const PIECES_MAX = 50;
const TOLERANCE = 1e-6;

export interface SplitRecorderParts {
  readonly platform: { readonly db: Db; readonly clock: Clock; readonly log: Logger };
  readonly board: QuoteBoard;
  readonly provider: Provider;
  providerOf(instrument: Instrument): Provider | null;
}

/**
 * Writes down the splits that the board met, so that candles kept before them are adjusted when they are read. A split's
 * day is that of the first print after it. Sources whose past is computed know their splits themselves.
 *
 * A write that fails is tried again with the next prints. One that came twice, or that an operator has entered already,
 * changes nothing.
 */
export class SplitRecorder {
  readonly #parts: SplitRecorderParts;
  /** New pieces per old one of splits whose first print has not come. */
  readonly #met = new Map<number, number>();
  #pending: NewSplit[] = [];
  #writing: Promise<void> | null = null;

  constructor(parts: SplitRecorderParts) {
    this.#parts = parts;
  }

  /** From now on, for the life of the board. */
  listen(): this {
    const { board, providerOf } = this.#parts;
    board.on('splits', (splits) => {
      for (const { index, ratio } of splits)
        if (providerOf(board.registry.at(index))?.recomputes === false) this.#met.set(index, ratio);
    });
    board.on('accepted', (prints) => this.#hear(prints));
    return this;
  }

  /** Resolves when everything met so far is written, or could not be. */
  async settled(): Promise<void> {
    await this.#writing;
  }

  #hear(prints: readonly Print[]): void {
    if (this.#met.size > 0) for (const print of prints) this.#date(print);
    if (this.#pending.length > 0 && this.#writing === null) this.#writing = this.#write();
  }

  #date({ index, at_ms }: Print): void {
    const ratio = this.#met.get(index);
    if (ratio === undefined) return;
    this.#met.delete(index);
    const { board, provider } = this.#parts;
    const instrument = board.registry.at(index);
    const pieces = piecesOf(ratio);
    if (pieces === null) return;
    const day = provider.calendar.dayAt(venueOf(instrument), at_ms).number;
    this.#pending.push({
      instrument_id: instrument.id,
      ex_date: new Date(day * DAY_MS).toISOString().slice(0, 10),
      ...pieces,
      source: this.#parts.providerOf(instrument)?.name ?? provider.name,
    });
  }

  async #write(): Promise<void> {
    const splits = this.#pending;
    this.#pending = [];
    try {
      await recordSplits(this.#parts.platform, splits);
    } catch (error) {
      this.#pending = [...splits, ...this.#pending];
      this.#parts.platform.log.error({ err: error }, 'a split could not be written; the next prints try again');
    } finally {
      this.#writing = null;
    }
  }
}

/** The smallest whole numbers of a ratio; null where it has none. */
function piecesOf(ratio: number): { readonly new_pieces: number; readonly old_pieces: number } | null {
  for (let old_pieces = 1; old_pieces <= PIECES_MAX; old_pieces += 1) {
    const new_pieces = Math.round(ratio * old_pieces);
    if (new_pieces > 0 && Math.abs(new_pieces / old_pieces / ratio - 1) < TOLERANCE) return { new_pieces, old_pieces };
  }
  return null;
}
