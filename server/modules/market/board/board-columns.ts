import { sessionPhases } from '../../../../contract/market.ts';

const FIRST_CAPACITY = 1024;
/** What holds until a source says otherwise. */
const REGULAR = sessionPhases.indexOf('regular');

/** The board's cells: one typed array per field, indexed by instrument. Prices are scaled integers; NaN is "none". */
export class BoardColumns {
  capacity = 0;
  /** 0: no price yet. */
  price = new Float64Array(0);
  previous_close = new Float64Array(0);
  open = new Float64Array(0);
  high = new Float64Array(0);
  low = new Float64Array(0);
  volume = new Float64Array(0);
  /** When the newest print happened, as its source says. */
  at_ms = new Float64Array(0);
  /** When we heard it; 0: not in this run. */
  heard_ms = new Float64Array(0);
  /** Usual pause between two prints: a running mean. */
  gap_ms = new Float64Array(0);
  /** 0: no price yet. */
  version = new Float64Array(0);
  /** Number of the trading day the open, high, low and volume belong to; -1: none. */
  day = new Int32Array(0);
  /** Index into sessionPhases. */
  session = new Uint8Array(0);
  decimals = new Uint8Array(0);
  /** Place of the price's source in the run's sources. */
  source = new Uint8Array(0);
  /** 1: an administrator put the price right; the next print is its source's own again. */
  corrected = new Uint8Array(0);
  /** A refused jump that a second print near it would confirm; 0: none. */
  pending_price = new Float64Array(0);
  pending_at_ms = new Float64Array(0);
  pending_size = new Float64Array(0);

  /** Makes room for instruments below `size`. Amortised: capacity doubles. */
  ensure(size: number): void {
    if (size <= this.capacity) return;
    let capacity = Math.max(FIRST_CAPACITY, this.capacity);
    while (capacity < size) capacity *= 2;
    const from = this.capacity;
    this.price = grown(this.price, capacity);
    this.previous_close = grown(this.previous_close, capacity).fill(Number.NaN, from);
    this.open = grown(this.open, capacity).fill(Number.NaN, from);
    this.high = grown(this.high, capacity).fill(Number.NaN, from);
    this.low = grown(this.low, capacity).fill(Number.NaN, from);
    this.volume = grown(this.volume, capacity);
    this.at_ms = grown(this.at_ms, capacity);
    this.heard_ms = grown(this.heard_ms, capacity);
    this.gap_ms = grown(this.gap_ms, capacity);
    this.version = grown(this.version, capacity);
    const day = new Int32Array(capacity).fill(-1, from);
    day.set(this.day);
    this.day = day;
    this.session = grownBytes(this.session, capacity).fill(REGULAR, from);
    this.decimals = grownBytes(this.decimals, capacity);
    this.source = grownBytes(this.source, capacity);
    this.corrected = grownBytes(this.corrected, capacity);
    this.pending_price = grown(this.pending_price, capacity);
    this.pending_at_ms = grown(this.pending_at_ms, capacity);
    this.pending_size = grown(this.pending_size, capacity);
    this.capacity = capacity;
  }

  /** Multiplies every price of one instrument, to the nearest whole: a split, or other decimals. */
  scalePrices(index: number, factor: number): void {
    for (const column of [this.price, this.previous_close, this.open, this.high, this.low]) {
      column[index] = Math.round((column[index] ?? Number.NaN) * factor);
    }
    this.pending_price[index] = 0;
  }

  /** Forgets the price and the day of one instrument, as if it had never traded. */
  clearRow(index: number): void {
    for (const column of [this.previous_close, this.open, this.high, this.low]) column[index] = Number.NaN;
    for (const column of [this.price, this.volume, this.at_ms, this.heard_ms, this.gap_ms]) column[index] = 0;
    this.pending_price[index] = 0;
    this.corrected[index] = 0;
    this.day[index] = -1;
  }

  /** Forgets all prices and days; the room stays. */
  clear(): void {
    for (const column of [this.previous_close, this.open, this.high, this.low]) column.fill(Number.NaN);
    for (const column of [this.price, this.volume, this.at_ms, this.heard_ms, this.gap_ms, this.version])
      column.fill(0);
    this.pending_price.fill(0);
    this.corrected.fill(0);
    this.day.fill(-1);
    this.source.fill(0);
  }
}

function grown(column: Float64Array, capacity: number): Float64Array<ArrayBuffer> {
  const next = new Float64Array(capacity);
  next.set(column);
  return next;
}

function grownBytes(column: Uint8Array, capacity: number): Uint8Array<ArrayBuffer> {
  const next = new Uint8Array(capacity);
  next.set(column);
  return next;
}
