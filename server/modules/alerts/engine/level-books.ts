import { LevelPool, widened } from './level-pool.ts';
import type { LevelStage } from './level-stage.ts';
import { type Entry, KIND_BITS, KIND_MASK, type LevelKind, refOf } from './level-entry.ts';

/** Entries that wait beside a sorted book before they are merged into it, and dead ones that stay in it: so many, … */
const LOOSE_MIN = 16;
/** … or this part of the book. */
const LOOSE_PART = 8;
const DEAD_PART = 4;
const RISES = [true, false, true, true, false, true, false];
const FALLS = [false, true, true, false, true, false, true];
/** Kinds that need no price before. */
const STANDS = [false, false, false, true, true, true, true];

export type Hit = (no: number, kind: LevelKind) => void;

/** Entries not yet merged into the sorted run of their book. */
interface Loose {
  readonly levels: number[];
  readonly refs: number[];
}

const NO_LOOSE: Loose = { levels: [], refs: [] };

/** Levels from a price to a price, without the one that stood before. */
type Span = { readonly above: number; readonly upTo: number } | { readonly from: number; readonly below: number };

/**
 * Thresholds of many books, each sorted, in pooled memory: 12 bytes an entry and some 40 a book. A book knows the price
 * that was evaluated last and the gap around it, so that a price within the gap costs two comparisons. Entries that are
 * hit are gone; whoever hears of the hit puts the next one in.
 *
 * Levels are scaled integers, or halves where an entry of both directions stands between two prices.
 */
export class LevelBooks {
  readonly #pool = new LevelPool();
  readonly #loose = new Map<number, Loose>();
  /** The price each book has evaluated last; NaN: none yet. */
  #last = new Float64Array(0);
  /** The gap around it: empty where every price must be looked at. */
  #lower = new Float64Array(0);
  #upper = new Float64Array(0);
  #dead = new Uint32Array(0);
  #live = 0;

  /** Entries that wait. */
  get size(): number {
    return this.#live;
  }

  /** Bytes of all typed arrays, what is spare included. */
  get bytes(): number {
    return this.#pool.bytes + this.#last.byteLength * 3 + this.#dead.byteLength;
  }

  /** Makes room for books below `books`. */
  ensure(books: number): void {
    const from = this.#last.length;
    if (books <= from) return;
    const size = Math.max(books, Math.ceil(from * 1.25));
    this.#last = widened(this.#last, size, Number.NaN);
    this.#lower = widened(this.#lower, size, Number.POSITIVE_INFINITY);
    this.#upper = widened(this.#upper, size, Number.NEGATIVE_INFINITY);
    const dead = new Uint32Array(size);
    dead.set(this.#dead);
    this.#dead = dead;
    this.#pool.ensureBooks(size);
  }

  last(book: number): number {
    return this.#last[book] ?? Number.NaN;
  }

  /** Sets the price that the next one is compared with, without evaluating it. NaN: none. */
  setLast(book: number, price: number): void {
    this.#last[book] = price;
    this.#findGap(book);
  }

  /** Adds many entries at once, with one sort a book. */
  load(staged: LevelStage): void {
    this.#pool.ensureEntries(this.#live + staged.size);
    staged.eachBook((book, levels, refs) => {
      this.#pool.merge(book, levels, refs);
      this.#dead[book] = 0;
      this.#live += levels.length;
      this.#findGap(book);
    });
  }

  insert({ book, level, kind, no }: Entry): void {
    let loose = this.#loose.get(book);
    if (loose === undefined) {
      loose = { levels: [], refs: [] };
      this.#loose.set(book, loose);
    }
    loose.levels.push(level);
    loose.refs.push(refOf(no, kind));
    this.#live += 1;
    const last = this.last(book);
    if (level >= last) this.#upper[book] = Math.min(this.#upper[book] ?? level, level);
    if (level <= last) this.#lower[book] = Math.max(this.#lower[book] ?? level, level);
    if (loose.levels.length > LOOSE_MIN + this.#pool.count(book) / LOOSE_PART) this.#merge(book);
  }

  /** Removes every entry of a target from a book. @returns how many there were. */
  remove(book: number, no: number): number {
    let removed = 0;
    const loose = this.#loose.get(book) ?? NO_LOOSE;
    for (let at = loose.refs.length - 1; at >= 0; at -= 1) {
      if ((loose.refs[at] ?? 0) >>> KIND_BITS !== no) continue;
      loose.refs.splice(at, 1);
      loose.levels.splice(at, 1);
      removed += 1;
    }
    const { refs } = this.#pool;
    const end = this.#pool.end(book);
    for (let at = this.#pool.start(book); at < end; at += 1) {
      if ((refs[at] ?? 0) >>> KIND_BITS !== no) continue;
      refs[at] = 0;
      this.#dead[book] = (this.#dead[book] ?? 0) + 1;
      removed += 1;
    }
    this.#live -= removed;
    this.#shrink(book);
    return removed;
  }

  /** Forgets all entries of a book; its last price stays. */
  clear(book: number): void {
    this.#live -= this.#pool.count(book) - (this.#dead[book] ?? 0) + (this.#loose.get(book)?.refs.length ?? 0);
    this.#loose.delete(book);
    this.#dead[book] = 0;
    this.#pool.free(book);
    this.#findGap(book);
  }

  /** Numbers of the targets with entries in a book; some twice. */
  targets(book: number): number[] {
    const found = (this.#loose.get(book)?.refs ?? []).map((ref) => ref >>> KIND_BITS);
    for (let at = this.#pool.start(book); at < this.#pool.end(book); at += 1) {
      const ref = this.#pool.refs[at] ?? 0;
      if (ref !== 0) found.push(ref >>> KIND_BITS);
    }
    return found;
  }

  /** Evaluates one price: every entry it reaches, coming from the last one, is told and gone. */
  sweep(book: number, price: number, hit: Hit): void {
    // The gap is open at both ends; where an entry stands at the last price itself there is none.
    if (price > (this.#lower[book] ?? 0) && price < (this.#upper[book] ?? 0)) {
      this.#last[book] = price;
      return;
    }
    const last = this.last(book);
    this.#last[book] = price;
    if (price !== last) {
      if (Number.isNaN(last)) this.#settleAt(book, price, hit);
      else if (price > last) this.#take(book, { above: last, upTo: price }, RISES, hit);
      else this.#take(book, { from: price, below: last }, FALLS, hit);
    }
    this.#findGap(book);
  }

  /** Tells every level and arming that holds at the last price already, as after a load. */
  settle(book: number, hit: Hit): void {
    const last = this.last(book);
    if (Number.isNaN(last)) return;
    this.#settleAt(book, last, hit);
    this.#findGap(book);
  }

  #settleAt(book: number, price: number, hit: Hit): void {
    const stands = (wanted: readonly boolean[]): boolean[] => wanted.map((is, kind) => is && STANDS[kind] === true);
    this.#take(book, { above: Number.NEGATIVE_INFINITY, upTo: price }, stands(RISES), hit);
    this.#take(book, { from: price, below: Number.POSITIVE_INFINITY }, stands(FALLS), hit);
  }

  /** Takes the entries of the wanted kinds out of a span that is closed at `upTo` or `from`. */
  #take(book: number, span: Span, wanted: readonly boolean[], hit: Hit): void {
    const hits: number[] = [];
    const { refs, levels } = this.#pool;
    const end = this.#pool.end(book);
    for (let at = this.#pool.firstFrom(book, ('from' in span) ? span.from : span.above); at < end; at += 1) {
      const level = levels[at] ?? 0;
      if ('from' in span ? level >= span.below : level > span.upTo) break;
      const ref = refs[at] ?? 0;
      if (ref === 0 || !isWithin(level, span) || wanted[ref & KIND_MASK] !== true) continue;
      hits.push(ref);
      refs[at] = 0;
      this.#dead[book] = (this.#dead[book] ?? 0) + 1;
    }
    const loose = this.#loose.get(book) ?? NO_LOOSE;
    for (let at = loose.refs.length - 1; at >= 0; at -= 1) {
      const ref = loose.refs[at] ?? 0;
      if (!isWithin(loose.levels[at] ?? 0, span) || wanted[ref & KIND_MASK] !== true) continue;
      hits.push(ref);
      loose.refs.splice(at, 1);
      loose.levels.splice(at, 1);
    }
    this.#live -= hits.length;
    this.#shrink(book);
    for (const ref of hits) hit(ref >>> KIND_BITS, (ref & KIND_MASK) as LevelKind);
  }

  /** Closes the room of dead entries once they are many. */
  #shrink(book: number): void {
    if ((this.#dead[book] ?? 0) <= LOOSE_MIN + this.#pool.count(book) / DEAD_PART) return;
    this.#pool.compactBook(book);
    this.#dead[book] = 0;
  }

  #merge(book: number): void {
    const loose = this.#loose.get(book);
    if (loose === undefined) return;
    const order = loose.levels.map((_, at) => at).sort((a, b) => (loose.levels[a] ?? 0) - (loose.levels[b] ?? 0));
    const inOrder = (values: readonly number[]): number[] => order.map((at) => values[at] ?? 0);
    this.#pool.merge(book, inOrder(loose.levels), inOrder(loose.refs));
    this.#loose.delete(book);
    this.#dead[book] = 0;
  }

  /** Looks for the entries next to the last price. */
  #findGap(book: number): void {
    const last = this.last(book);
    let lower = Number.NEGATIVE_INFINITY;
    let upper = Number.POSITIVE_INFINITY;
    const { refs, levels } = this.#pool;
    const from = this.#pool.firstFrom(book, last);
    for (let at = from; at < this.#pool.end(book) && upper === Number.POSITIVE_INFINITY; at += 1)
      if (refs[at] !== 0) upper = levels[at] ?? 0;
    for (let at = from - 1; at >= this.#pool.start(book) && lower === Number.NEGATIVE_INFINITY; at -= 1)
      if (refs[at] !== 0) lower = levels[at] ?? 0;
    for (const level of this.#loose.get(book)?.levels ?? []) {
      if (level >= last && level < upper) upper = level;
      if (level < last && level > lower) lower = level;
    }
    // Without a last price, or with an entry that stands at it, every price is looked at.
    const none = Number.isNaN(last);
    this.#upper[book] = none ? Number.NEGATIVE_INFINITY : upper;
    if (none) this.#lower[book] = Number.POSITIVE_INFINITY;
    else this.#lower[book] = upper === last ? last : lower;
  }
}

function isWithin(level: number, span: Span): boolean {
  return 'from' in span ? level >= span.from && level < span.below : level > span.above && level <= span.upTo;
}
