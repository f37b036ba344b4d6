const POINTS_MAX = 48;
/** A day in 48 points. */
const POINT_MS = 1_800_000;

/**
 * The last 48 half hours of prices per instrument, in memory: what a small chart shows where the source cannot tell its
 * past. Time is the source's own: a recording of daily closes leaves its last 48 closes here.
 */
export class Trail {
  #capacity = 0;
  /** Ring per instrument; `#slot` holds the half hour of its newest point. */
  #price = new Float64Array(0);
  #slot = new Float64Array(0);
  #at_ms = new Float64Array(0);
  #count = new Uint32Array(0);

  ensure(capacity: number): void {
    if (capacity <= this.#capacity) return;
    const price = new Float64Array(capacity * POINTS_MAX);
    price.set(this.#price);
    this.#price = price;
    const at_ms = new Float64Array(capacity * POINTS_MAX);
    at_ms.set(this.#at_ms);
    this.#at_ms = at_ms;
    const slot = new Float64Array(capacity).fill(-1);
    slot.set(this.#slot);
    this.#slot = slot;
    const count = new Uint32Array(capacity);
    count.set(this.#count);
    this.#count = count;
    this.#capacity = capacity;
  }

  /** The newest price of a half hour stands for it. */
  add(index: number, price: number, at_ms: number): void {
    const slot = Math.floor(at_ms / POINT_MS);
    if (slot !== this.#slot[index]) {
      this.#slot[index] = slot;
      this.#count[index] = (this.#count[index] ?? 0) + 1;
    }
    const cell = index * POINTS_MAX + (((this.#count[index] ?? 1) - 1) % POINTS_MAX);
    this.#price[cell] = price;
    this.#at_ms[cell] = at_ms;
  }

  scale(index: number, factor: number): void {
    const first = index * POINTS_MAX;
    for (let cell = first; cell < first + POINTS_MAX; cell += 1) {
      this.#price[cell] = Math.round((this.#price[cell] ?? 0) * factor);
    }
  }

  /** @returns whether the wrong price stood anywhere. */
  replace(index: number, wrong: number, right: number): boolean {
    const first = index * POINTS_MAX;
    const row = this.#price.subarray(first, first + POINTS_MAX);
    if (!row.includes(wrong)) return false;
    for (const [cell, price] of row.entries()) if (price === wrong) row[cell] = right;
    return true;
  }

  clearRow(index: number): void {
    this.#slot[index] = -1;
    this.#count[index] = 0;
  }

  clear(): void {
    this.#slot.fill(-1);
    this.#count.fill(0);
  }

  /** Oldest first. */
  points(index: number): { readonly price: number; readonly at_ms: number }[] {
    const count = this.#count[index] ?? 0;
    const kept = Math.min(count, POINTS_MAX);
    return Array.from({ length: kept }, (_, position) => {
      const cell = index * POINTS_MAX + ((count - kept + position) % POINTS_MAX);
      return { price: this.#price[cell] ?? 0, at_ms: this.#at_ms[cell] ?? 0 };
    });
  }
}
