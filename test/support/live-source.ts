import type { LiveSource, SourceStatus } from '../../server/modules/realtime/index.ts';

/** A source of prices that moves when it is told to. */
export class HandSource implements LiveSource {
  readonly symbols: string[];
  #epoch = 1;
  readonly #versions: number[];
  readonly #prices: number[];
  readonly #changeHandlers = new Set<(indexes: readonly number[]) => void>();
  readonly #epochHandlers = new Set<() => void>();
  current: SourceStatus = { status: 'live', watermark: 1, source: 'hand' };

  /** @param symbols known from the start; all but those in `silent` have a price. */
  constructor(symbols: readonly string[], silent: readonly string[] = []) {
    this.symbols = [...symbols];
    this.#versions = symbols.map((symbol) => (silent.includes(symbol) ? 0 : 1));
    this.#prices = symbols.map((_, index) => 10_000 + index);
  }

  epoch(): string {
    return `e${this.#epoch}`;
  }
  find(symbol: string): number {
    return this.symbols.indexOf(symbol);
  }
  symbol(index: number): string {
    return this.symbols[index] ?? '';
  }
  version(index: number): number {
    return this.#versions[index] ?? 0;
  }
  row(index: number): string {
    const price = ((this.#prices[index] ?? 0) / 100).toFixed(2);
    return `["${this.symbol(index)}",${this.version(index)},"${price}",null,${1_700_000_000_000 + this.version(index)}]`;
  }
  status(): SourceStatus {
    return this.current;
  }
  onChange(handler: (indexes: readonly number[]) => void): () => void {
    this.#changeHandlers.add(handler);
    return () => this.#changeHandlers.delete(handler);
  }
  onEpoch(handler: () => void): () => void {
    this.#epochHandlers.add(handler);
    return () => this.#epochHandlers.delete(handler);
  }

  /** Another price for each of these. */
  move(indexes: readonly number[]): void {
    for (const index of indexes) {
      this.#versions[index] = this.version(index) + 1;
      this.#prices[index] = (this.#prices[index] ?? 0) + 1;
    }
    for (const handler of this.#changeHandlers) handler(indexes);
  }

  /** As after a restart of the feed: versions count anew. */
  restart(): void {
    this.#epoch += 1;
    for (const [index, version] of this.#versions.entries()) this.#versions[index] = Math.min(1, version);
    for (const handler of this.#epochHandlers) handler();
  }
}
