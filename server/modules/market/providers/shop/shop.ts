import type { Clock } from '../../../../platform/clock.ts';
import { Wake } from '../../feed/wake.ts';
import type { Instrument } from '../../instrument.ts';
import { alwaysOpen } from '../../sessions/session-calendar.ts';
import type { FeedSink, Provider, PriceSource } from '../provider.ts';
import { shopBatch, type ShopPrice } from './shop-price.ts';
import { type SoldToday, soldNotices } from './sold-today.ts';

/** The table is asked this often when no signal says that it changed. */
const LOOK_MS = 1_000;
/** Rows of one question. */
const ROWS_MAX = 1_000;
const DAY_MS = 86_400_000;

/** Where the prices of what vendors list are kept. */
export interface ShopPrices {
  /** Rows that changed after `seq`, in the order of their changes, at most `limit`. */
  after(seq: number, limit: number): Promise<readonly ShopPrice[]>;
  /** Instruments sold since `day_ms` of which one sale or more came after `seq`, in the order of those, at most `limit`. */
  soldAfter(seq: number, limit: number, day_ms: number): Promise<readonly SoldToday[]>;
  /** @returns a function that stops it. */
  onChange(handler: () => void): () => void;
}

export const shopSource: PriceSource = { name: 'shop', simulated: false, delay_ms: 0, asks: true };

/**
 * What vendors ask for what they list: of each instrument the lowest price, told when it changes. Nothing is for sale:
 * its session is closed, and the last price stays with its time. A new term is told every row once, so that a restart
 * misses nothing; a row that the board has already is the same print again. What was sold is counted in the day's volume.
 */
export class Shop implements Provider {
  readonly name = shopSource.name;
  readonly simulated = shopSource.simulated;
  readonly delay_ms = shopSource.delay_ms;
  readonly continues = true;
  readonly recomputes = false;
  readonly calendar = alwaysOpen;
  readonly #prices: ShopPrices;
  readonly #clock: Clock;

  constructor(prices: ShopPrices, clock: Clock) {
    this.#prices = prices;
    this.#clock = clock;
  }

  handles({ kind }: Instrument): boolean {
    return kind === 'collectible';
  }

  prepare(): Promise<void> {
    return Promise.resolve();
  }

  dayPoints(): null {
    return null;
  }

  async stream(sink: FeedSink, signal: AbortSignal): Promise<void> {
    const changed = new Wake();
    const stop = this.#prices.onChange(() => changed.wake());
    /** When each instrument's price was told last in this term. */
    const told = new Map<number, number>();
    let seq = 0;
    let sold_seq = 0;
    try {
      while (!signal.aborted) {
        const rows = await this.#prices.after(seq, ROWS_MAX);
        const batch = shopBatch(rows, told, this.#clock.ms());
        // In session first, so that its price is one of a session; out of it after its last price.
        if (batch.opened.length > 0) sink.notices(batch.opened);
        if (batch.prints.length > 0) sink.prints(batch.prints);
        if (batch.closed.length > 0) sink.notices(batch.closed);
        seq = rows.at(-1)?.seq ?? seq;
        const now_ms = this.#clock.ms();
        const sold = await this.#prices.soldAfter(sold_seq, ROWS_MAX, Math.floor(now_ms / DAY_MS) * DAY_MS);
        if (sold.length > 0) sink.notices(soldNotices(sold, now_ms));
        sold_seq = sold.at(-1)?.seq ?? sold_seq;
        sink.alive?.(0);
        await changed.pause(Math.max(rows.length, sold.length) === ROWS_MAX ? 0 : LOOK_MS, signal);
      }
    } finally {
      stop();
    }
  }
}
