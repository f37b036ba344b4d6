import { type Entry, refOf } from './level-entry.ts';

const FIRST_CAPACITY = 1024;

/** Entries on their way into books that are loaded whole: 16 bytes each, gathered in any order. */
export class LevelStage {
  #books = new Uint32Array(FIRST_CAPACITY);
  #levels = new Float64Array(FIRST_CAPACITY);
  #refs = new Uint32Array(FIRST_CAPACITY);
  #size = 0;

  get size(): number {
    return this.#size;
  }

  add({ book, level, kind, no }: Entry): void {
    if (this.#size === this.#levels.length) this.#grow();
    this.#books[this.#size] = book;
    this.#levels[this.#size] = level;
    this.#refs[this.#size] = refOf(no, kind);
    this.#size += 1;
  }

  /** Each book with its entries by level. */
  eachBook(take: (book: number, levels: Float64Array, refs: Uint32Array) => void): void {
    const order = Uint32Array.from({ length: this.#size }, (_, at) => at);
    order.sort(
      (a, b) => (this.#books[a] ?? 0) - (this.#books[b] ?? 0) || (this.#levels[a] ?? 0) - (this.#levels[b] ?? 0),
    );
    for (let from = 0; from < order.length; ) {
      const book = this.#books[order[from] ?? 0] ?? 0;
      let to = from;
      while (to < order.length && this.#books[order[to] ?? 0] === book) to += 1;
      const run = order.subarray(from, to);
      take(
        book,
        Float64Array.from(run, (at) => this.#levels[at] ?? 0),
        Uint32Array.from(run, (at) => this.#refs[at] ?? 0),
      );
      from = to;
    }
  }

  #grow(): void {
    const size = this.#size * 2;
    const books = new Uint32Array(size);
    books.set(this.#books);
    this.#books = books;
    const levels = new Float64Array(size);
    levels.set(this.#levels);
    this.#levels = levels;
    const refs = new Uint32Array(size);
    refs.set(this.#refs);
    this.#refs = refs;
  }
}
