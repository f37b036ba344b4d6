/** Symbols several parts of a page want at once, each counted, so that the last one to let go ends the subscription. */
export class WantedSet {
  readonly #counts = new Map<string, number>();
  readonly #tell: (symbols: string[]) => void;
  #told = '';
  #planned = false;

  /** @param tell called with the whole set after it changed, once for all changes of one turn. */
  constructor(tell: (symbols: string[]) => void) {
    this.#tell = tell;
  }

  wanted(): string[] {
    return [...this.#counts.keys()];
  }

  /** Returns the way to let go, which works once. */
  want(symbols: readonly string[]): () => void {
    const held = new Set(symbols);
    for (const symbol of held) this.#counts.set(symbol, (this.#counts.get(symbol) ?? 0) + 1);
    this.#tellSoon();
    return () => {
      for (const symbol of held) {
        const left = (this.#counts.get(symbol) ?? 1) - 1;
        if (left > 0) this.#counts.set(symbol, left);
        else this.#counts.delete(symbol);
      }
      held.clear();
      this.#tellSoon();
    };
  }

  #tellSoon(): void {
    if (this.#planned) return;
    this.#planned = true;
    queueMicrotask(() => {
      this.#planned = false;
      const symbols = this.wanted();
      const told = [...symbols].sort().join(' ');
      if (told === this.#told) return;
      this.#told = told;
      this.#tell(symbols);
    });
  }
}
