/** One candle, prices scaled. */
export interface Candle {
  readonly index: number;
  readonly at_ms: number;
  readonly open: number;
  readonly high: number;
  readonly low: number;
  readonly close: number;
  readonly volume: number;
}

/** The open candle of every instrument in one interval, and those that closed since they were taken. */
export class CandleSeries {
  #capacity = 0;
  /** Start of the open candle; -1: none. */
  #at_ms = new Float64Array(0);
  #open = new Float64Array(0);
  #high = new Float64Array(0);
  #low = new Float64Array(0);
  #close = new Float64Array(0);
  #volume = new Float64Array(0);
  readonly #changed = new Set<number>();
  #closed: Candle[] = [];

  /** @param at_ms start of the candle the print falls into; an older one than the open candle's is ignored. */
  fold(print: { readonly index: number; readonly price: number; readonly size: number }, at_ms: number): void {
    const { index, price, size } = print;
    this.#ensure(index);
    const open_ms = this.#at_ms[index] ?? -1;
    if (at_ms < open_ms) return;
    if (at_ms > open_ms) {
      if (this.#changed.has(index)) this.#closed.push(this.#candle(index));
      this.put({ index, at_ms, open: price, high: price, low: price, close: price, volume: 0 });
    }
    this.#high[index] = Math.max(this.#high[index] ?? price, price);
    this.#low[index] = Math.min(this.#low[index] ?? price, price);
    this.#close[index] = price;
    this.#volume[index] = (this.#volume[index] ?? 0) + size;
    this.#changed.add(index);
  }

  /** Sets the open candle, as when it was kept before a restart. */
  put(candle: Candle): void {
    const { index } = candle;
    this.#ensure(index);
    this.#at_ms[index] = candle.at_ms;
    this.#open[index] = candle.open;
    this.#high[index] = candle.high;
    this.#low[index] = candle.low;
    this.#close[index] = candle.close;
    this.#volume[index] = candle.volume;
    this.#changed.delete(index);
  }

  /** The candle that begins at `at_ms`, while it is open or waits to be taken. */
  at(index: number, at_ms: number): Candle | null {
    if (index < this.#capacity && this.#at_ms[index] === at_ms) return this.#candle(index);
    return this.#closed.find((candle) => candle.index === index && candle.at_ms === at_ms) ?? null;
  }

  /** Sets a candle that `at` has found to what it should be; it is taken again. */
  correct(candle: Candle): void {
    const { index, at_ms } = candle;
    this.#closed = this.#closed.map((closed) => (closed.index === index && closed.at_ms === at_ms ? candle : closed));
    if (index >= this.#capacity || this.#at_ms[index] !== at_ms) return;
    this.put(candle);
    this.#changed.add(index);
  }

  scale(index: number, factor: number): void {
    for (const column of [this.#open, this.#high, this.#low, this.#close]) {
      if (index < this.#capacity) column[index] = Math.round((column[index] ?? 0) * factor);
    }
  }

  /** Open candles of these instruments, those that changed since they were taken last. */
  takeOpen(indexes: Iterable<number>): Candle[] {
    return [...indexes].filter((index) => this.#changed.delete(index)).map((index) => this.#candle(index));
  }

  takeClosed(): Candle[] {
    const taken = this.#closed;
    this.#closed = [];
    return taken;
  }

  /** Open candles that changed since they were taken last. */
  takeChanged(): Candle[] {
    return this.takeOpen([...this.#changed]);
  }

  /** Taken candles that could not be kept: they are taken again with the next. */
  giveBack(candles: readonly Candle[]): void {
    for (const candle of candles) {
      if (candle.at_ms === this.#at_ms[candle.index]) this.#changed.add(candle.index);
      else this.#closed.push(candle);
    }
  }

  clear(): void {
    this.#at_ms.fill(-1);
    this.#changed.clear();
    this.#closed = [];
  }

  #candle(index: number): Candle {
    const at = (column: Float64Array): number => column[index] ?? 0;
    return {
      index,
      at_ms: at(this.#at_ms),
      open: at(this.#open),
      high: at(this.#high),
      low: at(this.#low),
      close: at(this.#close),
      volume: at(this.#volume),
    };
  }

  #ensure(index: number): void {
    if (index < this.#capacity) return;
    let capacity = Math.max(1024, this.#capacity);
    while (capacity <= index) capacity *= 2;
    const grown = (column: Float64Array): Float64Array<ArrayBuffer> => {
      const next = new Float64Array(capacity).fill(-1);
      next.set(column);
      return next;
    };
    this.#at_ms = grown(this.#at_ms);
    this.#open = grown(this.#open);
    this.#high = grown(this.#high);
    this.#low = grown(this.#low);
    this.#close = grown(this.#close);
    this.#volume = grown(this.#volume);
    this.#capacity = capacity;
  }
}
