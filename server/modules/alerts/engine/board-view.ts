import { sessionPhases } from '../../../../contract/market.ts';
import { formatScaled } from '../../../../contract/decimal.ts';
import type { Clock } from '../../../platform/clock.ts';
import type { EngineMarket } from './alert-engine.ts';
import type { HeardPrint, SessionPhase } from './heard-print.ts';
import type { Checkpoint } from './store.ts';
import type { Watch, WatchMarket } from './watch.ts';

/** A print as the board hands it on; prices are scaled. */
interface AcceptedPrint {
  readonly index: number;
  readonly price: number;
  readonly size: number;
  readonly at_ms: number;
  readonly source?: number;
  readonly returned?: true;
}

export interface DayRange {
  /** The venue's day; -1: none. */
  readonly day: number;
  readonly high: number;
  readonly low: number;
}

/** The newest price of an instrument as a print, and the range of its day. */
export interface Standing extends DayRange {
  readonly print: HeardPrint;
}

/** The board as the engine sees it. */
export class BoardView implements WatchMarket {
  readonly #quotes: EngineMarket;
  readonly #clock: Clock;
  /** The print of each instrument that was heard last. */
  readonly #heard: (HeardPrint | undefined)[] = [];

  constructor(quotes: EngineMarket, clock: Clock) {
    this.#quotes = quotes;
    this.#clock = clock;
  }

  now_ms(): number {
    return this.#clock.ms();
  }

  decimals(index: number): number {
    return this.#quotes.board.registry.at(index).price_decimals;
  }

  dayAt(index: number, at_ms: number): number {
    return this.#quotes.dayAt(this.#quotes.board.registry.at(index), at_ms);
  }

  /**
   * A batch of prints, with what the board knows around each. The board is past the whole batch: of an instrument that
   * comes twice, the close before the earlier print is told by the print heard before it, evaluated or not.
   */
  heard(prints: readonly AcceptedPrint[], watch: Pick<Watch, 'lastOf'>): HeardPrint[] {
    const received_ms = this.#clock.ms();
    const newest = new Map(prints.map(({ index }, at) => [index, at]));
    return prints.map((print, at) => {
      const heard = this.#heardPrint(print, received_ms);
      const before = this.#heard[print.index] ?? watch.lastOf(print.index, false);
      const told =
        newest.get(print.index) === at ? heard : { ...heard, previous_close: this.#closeBefore(heard, before) };
      this.#heard[print.index] = told;
      return told;
    });
  }

  #closeBefore({ index, at_ms }: HeardPrint, before: HeardPrint | null): number {
    if (before === null) return Number.NaN;
    return this.dayAt(index, before.at_ms) < this.dayAt(index, at_ms) ? before.price : before.previous_close;
  }

  /** What the board shows of an instrument; null where it shows no price. */
  standing(index: number): Standing | null {
    const { columns, sources } = this.#quotes.board;
    const at_ms = columns.at_ms[index] ?? 0;
    const price = columns.price[index] ?? 0;
    if (!(price > 0)) return null;
    // When it must have been received, had we been there.
    const received_ms = Math.min(this.#clock.ms(), at_ms + sources.of(index).delay_ms);
    const print = { index, price, size: 0, at_ms, source: columns.source[index] ?? 0 };
    return { print: this.#heardPrint(print, received_ms), ...this.range(index) };
  }

  /** High and low of the day so far; NaN where there are none. */
  range(index: number): DayRange {
    const { day, high, low } = this.#quotes.board.columns;
    return { day: day[index] ?? -1, high: high[index] ?? Number.NaN, low: low[index] ?? Number.NaN };
  }

  session(index: number): SessionPhase {
    return sessionPhases[this.#quotes.board.columns.session[index] ?? 0] ?? 'closed';
  }

  /** Where evaluation of an instrument stands; null before its first print. */
  checkpointOf(index: number, watch: Watch): Checkpoint | null {
    const last = watch.lastOf(index, false);
    const regular = watch.lastOf(index, true);
    if (last === null) return null;
    const decimals = this.decimals(index);
    const text = (price: number): string | null => (price > 0 ? formatScaled(price, decimals) : null);
    const { day, high, low } = this.range(index);
    return {
      instrument_id: this.#quotes.board.registry.at(index).id,
      price: formatScaled(last.price, decimals),
      regular_price: text(regular?.price ?? Number.NaN),
      at_ms: last.at_ms,
      regular_at_ms: regular?.at_ms ?? null,
      day,
      high: text(high),
      low: text(low),
      source: last.source,
      simulated: last.simulated,
    };
  }

  #heardPrint({ index, price, size, at_ms, source, returned }: AcceptedPrint, received_ms: number): HeardPrint {
    const { columns, sources } = this.#quotes.board;
    const { name, simulated } = sources.at(source ?? 0);
    return {
      index,
      price,
      size,
      at_ms,
      source: name,
      simulated,
      session: this.session(index),
      received_ms,
      previous_close: columns.previous_close[index] ?? Number.NaN,
      volume: columns.volume[index] ?? Number.NaN,
      ...(returned && { returned }),
      before: null,
      regular_before: null,
    };
  }
}
