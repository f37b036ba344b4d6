const FIRST_CAPACITY = 1024;
/** Spare room of a full pool is this part of it; as much may lie unused inside before it is closed. */
const SPARE_PART = 10;

/**
 * Sorted runs of (level, reference), one a book, back to back in two typed arrays. A run that changes its size moves to
 * the end; the room it leaves is closed when it has become a tenth of the whole.
 */
export class LevelPool {
  levels = new Float64Array(FIRST_CAPACITY);
  /** 0: a dead entry. */
  refs = new Uint32Array(FIRST_CAPACITY);
  #starts = new Uint32Array(0);
  #counts = new Uint32Array(0);
  /** Where the room behind the last run begins. */
  #tail = 0;
  #unused = 0;

  get bytes(): number {
    return this.levels.byteLength + this.refs.byteLength + this.#starts.byteLength + this.#counts.byteLength;
  }

  ensureBooks(size: number): void {
    const starts = new Uint32Array(size);
    starts.set(this.#starts);
    this.#starts = starts;
    const counts = new Uint32Array(size);
    counts.set(this.#counts);
    this.#counts = counts;
  }

  start(book: number): number {
    return this.#starts[book] ?? 0;
  }

  count(book: number): number {
    return this.#counts[book] ?? 0;
  }

  /** One behind the last entry of a book. */
  end(book: number): number {
    return this.start(book) + this.count(book);
  }

  /** Place of the first entry at or above `level`, `end` where there is none. */
  firstFrom(book: number, level: number): number {
    let low = this.start(book);
    let high = this.end(book);
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.levels[middle] ?? 0) < level) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** Merges a sorted run into a book's, and drops the dead entries of it. */
  merge(book: number, levels: ArrayLike<number>, refs: ArrayLike<number>): void {
    const needed = this.count(book) + levels.length;
    this.#reserve(needed);
    const [from, end] = [this.start(book), this.end(book)];
    let to = this.#tail;
    let next = 0;
    for (let at = from; at < end; at += 1) {
      const level = this.levels[at] ?? 0;
      if (this.refs[at] === 0) continue;
      for (; next < levels.length && (levels[next] ?? 0) < level; next += 1) to = this.#put(to, levels, refs, next);
      to = this.#put(to, this.levels, this.refs, at);
    }
    for (; next < levels.length; next += 1) to = this.#put(to, levels, refs, next);
    this.#unused += end - from;
    this.#starts[book] = this.#tail;
    this.#counts[book] = to - this.#tail;
    this.#tail = to;
  }

  /** Drops the dead entries of a book where it stands. */
  compactBook(book: number): void {
    const [from, end] = [this.start(book), this.end(book)];
    let to = from;
    for (let at = from; at < end; at += 1) if (this.refs[at] !== 0) to = this.#put(to, this.levels, this.refs, at);
    this.#unused += end - to;
    this.#counts[book] = to - from;
  }

  free(book: number): void {
    this.#unused += this.count(book);
    this.#counts[book] = 0;
  }

  /** Room for so many entries, without the growing that merges cost. */
  ensureEntries(size: number): void {
    if (size > this.levels.length) this.#grow(size);
  }

  #put(to: number, levels: ArrayLike<number>, refs: ArrayLike<number>, at: number): number {
    this.levels[to] = levels[at] ?? 0;
    this.refs[to] = refs[at] ?? 0;
    return to + 1;
  }

  #reserve(entries: number): void {
    if (this.#tail + entries <= this.levels.length) return;
    if (this.#unused * SPARE_PART > this.levels.length) this.#close();
    if (this.#tail + entries > this.levels.length) this.#grow(Math.ceil((this.#tail + entries) * (1 + 1 / SPARE_PART)));
  }

  #grow(size: number): void {
    const levels = new Float64Array(size);
    levels.set(this.levels.subarray(0, this.#tail));
    this.levels = levels;
    const refs = new Uint32Array(size);
    refs.set(this.refs.subarray(0, this.#tail));
    this.refs = refs;
  }

  /** Moves every run down to the end of the one before it. */
  #close(): void {
    const books = Uint32Array.from(this.#counts.keys()).filter((book) => this.count(book) > 0);
    books.sort((a, b) => this.start(a) - this.start(b));
    let to = 0;
    for (const book of books) {
      const [from, end] = [this.start(book), this.end(book)];
      this.levels.copyWithin(to, from, end);
      this.refs.copyWithin(to, from, end);
      this.#starts[book] = to;
      to += end - from;
    }
    this.#tail = to;
    this.#unused = 0;
  }
}

/** A longer copy; the new cells hold `value`. */
export function widened(column: Float64Array, size: number, value: number): Float64Array<ArrayBuffer> {
  const next = new Float64Array(size).fill(value, column.length);
  next.set(column);
  return next;
}
