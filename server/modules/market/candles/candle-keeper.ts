import { assertLeads } from '../../../platform/db/lease.ts';
import { inTransaction } from '../../../platform/db/transaction.ts';
import type { Platform } from '../../../platform/platform.ts';
import type { QuoteBoard } from '../board/quote-board.ts';
import type { Instrument } from '../instrument.ts';
import type { Print, Provider } from '../providers/provider.ts';
import { readCandlesAround } from '../selectors/read-candles-around.ts';
import { readOpenCandles } from '../selectors/read-open-candles.ts';
import { ensureCandleMonths } from '../services/ensure-candle-months.ts';
import { type CandleTable, saveCandles } from '../services/save-candles.ts';
import { venueOf } from '../sessions/venues.ts';
import type { CandleWrite } from '../services/rewrite-candles.ts';
import { type Candle, CandleSeries } from './candle-series.ts';
import { correctCandle, type WrongPrice } from './correct-candle.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;
/** Open candles are kept this often; closed ones, and those of prices that are asked, with every save. */
const OPEN_SAVE_MS = 300_000;
/** Rows of one statement at most. */
const SAVED_AT_ONCE = 10_000;
/**
 * Of a source whose past can be computed, candles of minutes and hours are kept for the largest instruments only: 13,000
 * instruments would write 2.6 GB of minutes a day that nobody needs. Days are kept for all.
 */
const COMPUTED_MINUTES_MAX = 200;
const COMPUTED_HOURS_MAX = 2_000;

interface Interval {
  readonly table: CandleTable;
  readonly length_ms: number;
  readonly series: CandleSeries;
  /** Instruments of a source that recomputes whose candles are kept, largest first. */
  readonly kept_max: number;
}

export interface CorrectedCandles {
  readonly day: Candle | null;
  readonly writes: readonly CandleWrite[];
}

/** Folds accepted prints into candles of a minute, an hour and a day, and keeps them behind the leader's token. */
export class CandleKeeper {
  readonly #platform: Platform;
  readonly #board: QuoteBoard;
  readonly #provider: Provider;
  readonly #lead_name: string;
  readonly #intervals: readonly Interval[];
  /** Decimals in which the open candles of each instrument stand. */
  readonly #decimals: number[] = [];
  /** Place of each instrument by size, 0 for the largest; inactive ones last. */
  #rank = new Uint32Array(0);
  #open_saved_ms = 0;
  /** Instruments whose price is asked: told when it changes, which may be once a year. Their candles wait for no other print. */
  readonly #asked = new Set<number>();
  #stops: (() => void)[] = [];

  constructor(platform: Platform, board: QuoteBoard, provider: Provider, lead_name: string) {
    this.#platform = platform;
    this.#board = board;
    this.#provider = provider;
    this.#lead_name = lead_name;
    const interval = (table: CandleTable, length_ms: number, kept_max: number): Interval => ({
      table,
      length_ms,
      series: new CandleSeries(),
      kept_max,
    });
    this.#intervals = [
      interval('candles_1m', MINUTE_MS, COMPUTED_MINUTES_MAX),
      interval('candles_1h', HOUR_MS, COMPUTED_HOURS_MAX),
      interval('candles_1d', DAY_MS, Number.POSITIVE_INFINITY),
    ];
    this.#rankAll();
    this.#fitDecimals(Array.from({ length: board.registry.size }, (_, index) => board.registry.at(index)));
    board.registry.onChange((changed) => {
      // Candles of what vendors list are all kept, whatever their place.
      if (changed.some(({ kind }) => kind !== 'collectible')) this.#rankAll();
      this.#fitDecimals(changed);
    });
  }

  /** Begins a term as the leader: the candles still open are read back, so that their beginning counts. */
  async begin(): Promise<void> {
    this.#open_saved_ms = this.#platform.clock.ms();
    for (const { table, length_ms, series } of this.#intervals) {
      series.clear();
      if (!this.#provider.continues) continue;
      const from_ms =
        Math.floor(this.#platform.clock.ms() / length_ms) * length_ms - (length_ms === DAY_MS ? DAY_MS : 0);
      const { registry } = this.#board;
      for (const candle of await readOpenCandles(this.#platform.db, registry, table, {
        source: (index) => this.#sourceOf(index).name,
        from_ms,
      }))
        series.put(candle);
    }
    this.#stops = [
      this.#board.on('accepted', (prints) => this.#fold(prints)),
      this.#board.on('splits', (splits) => {
        for (const { index, ratio } of splits) for (const { series } of this.#intervals) series.scale(index, 1 / ratio);
      }),
    ];
  }

  end(): void {
    for (const stop of this.#stops.splice(0)) stop();
  }

  /** Keeps closed candles, and now and then the open ones. @throws LateLeaderError when another leads. */
  async save(): Promise<void> {
    const now_ms = this.#platform.clock.ms();
    const with_open = now_ms - this.#open_saved_ms >= OPEN_SAVE_MS;
    if (with_open) this.#open_saved_ms = now_ms;
    const asked = [...this.#asked];
    this.#asked.clear();
    for (const interval of this.#intervals) await this.#keep(interval, with_open ? 'all' : asked);
  }

  /** Keeps everything, at the end of a term. */
  async saveAll(): Promise<void> {
    for (const interval of this.#intervals) await this.#keep(interval, 'all');
  }

  /**
   * Puts a wrong price right in the candles of its minute, hour and day.
   * @returns the day's candle, where one is known, and what is to be written over the kept ones.
   */
  async correct(told: WrongPrice & { readonly index: number; readonly at_ms: number }): Promise<CorrectedCandles> {
    const { registry } = this.#board;
    const instrument = registry.at(told.index);
    const source = this.#sourceOf(told.index).name;
    const dayOf = (at_ms: number): number => this.#provider.calendar.dayAt(venueOf(instrument), at_ms).number * DAY_MS;
    const around = { at_ms: told.at_ms, day_ms: dayOf(told.at_ms) };
    const kept = await readCandlesAround(this.#platform.db, instrument, source, around);
    const writes: CandleWrite[] = [];
    let inside: readonly Candle[] = [];
    for (const { table, series, length_ms } of this.#intervals) {
      const start_ms = length_ms === DAY_MS ? around.day_ms : Math.floor(told.at_ms / length_ms) * length_ms;
      const candles = kept[table].map((candle) => series.at(candle.index, candle.at_ms) ?? candle);
      const candle = series.at(told.index, start_ms) ?? candles.find(({ at_ms }) => at_ms === start_ms);
      const corrected = candle && correctCandle(candle, told, inside);
      if (corrected && corrected !== candle) {
        series.correct(corrected);
        writes.push({ table, source, candle: corrected });
      }
      const others = candles.filter(({ at_ms }) => at_ms !== start_ms);
      inside = [...others, ...(corrected ? [corrected] : [])].filter(
        ({ at_ms }) => length_ms !== HOUR_MS || dayOf(at_ms) === around.day_ms,
      );
    }
    return { day: inside.find(({ at_ms }) => at_ms === around.day_ms) ?? null, writes };
  }

  /** @param open whose open candles are kept besides the closed ones. */
  async #keep({ table, series }: Interval, open: readonly number[] | 'all'): Promise<void> {
    const candles = [...series.takeClosed(), ...(open === 'all' ? series.takeChanged() : series.takeOpen(open))];
    for (let from = 0; from < candles.length; from += SAVED_AT_ONCE) {
      const batch = candles.slice(from, from + SAVED_AT_ONCE);
      try {
        await this.#write(table, batch);
      } catch (error) {
        series.giveBack(candles.slice(from));
        throw error;
      }
    }
  }

  async #write(table: CandleTable, candles: readonly Candle[]): Promise<void> {
    const board = this.#board;
    if (table === 'candles_1m') await ensureCandleMonths(this.#platform.db, candles);
    await inTransaction(this.#platform.db, async (tx) => {
      await assertLeads(tx, this.#lead_name, board.run.token);
      await saveCandles(tx, board.registry, { table, source: (index) => this.#sourceOf(index).name, candles });
    });
  }

  /** The member of a combination whose series an instrument's candles are: by priority, so that a stand-in goes on with it. */
  #sourceOf(index: number): Pick<Provider, 'name' | 'simulated' | 'recomputes'> {
    return this.#provider.member?.(this.#board.registry.at(index)) ?? this.#provider;
  }

  #fold(prints: readonly Print[]): void {
    const { registry, sources } = this.#board;
    for (const print of prints) {
      const { simulated, recomputes } = this.#sourceOf(print.index);
      const told = sources.at(print.source ?? 0);
      if (told.simulated !== simulated) continue; // made-up prices never enter a real series
      if (told.asks === true) this.#asked.add(print.index);
      const day = this.#provider.calendar.dayAt(venueOf(registry.at(print.index)), print.at_ms).number;
      const rank = this.#rank[print.index] ?? 0;
      for (const { series, length_ms, kept_max } of this.#intervals) {
        if (recomputes && rank >= kept_max) continue;
        const start_ms = length_ms === DAY_MS ? day * DAY_MS : Math.floor(print.at_ms / length_ms) * length_ms;
        series.fold(print, start_ms);
      }
    }
  }

  /** Open candles of an instrument whose decimals changed keep their worth. */
  #fitDecimals(changed: readonly Instrument[]): void {
    for (const { index, price_decimals } of changed) {
      const before = this.#decimals[index] ?? price_decimals;
      this.#decimals[index] = price_decimals;
      if (before === price_decimals) continue;
      for (const { series } of this.#intervals) series.scale(index, 10 ** (price_decimals - before));
    }
  }

  #rankAll(): void {
    const { registry } = this.#board;
    const bySize = Array.from({ length: registry.size }, (_, index) => registry.at(index)).sort(
      (a, b) =>
        Number(b.status === 'active') - Number(a.status === 'active') ||
        (b.market_cap ?? 0) - (a.market_cap ?? 0) ||
        a.index - b.index,
    );
    this.#rank = new Uint32Array(registry.size);
    for (const [place, { index }] of bySize.entries()) this.#rank[index] = place;
  }
}
