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

/** The same source as seen by a process that lags behind: it stands still until it catches up. */
export class LaggingSource implements LiveSource {
  readonly #source: HandSource;
  #frozen: { readonly epoch: string; readonly versions: readonly number[]; readonly rows: readonly string[] } | null;
  readonly #epochHandlers = new Set<() => void>();

  constructor(source: HandSource) {
    this.#source = source;
    const indexes = [...source.symbols.keys()];
    this.#frozen = {
      epoch: source.epoch(),
      versions: indexes.map((index) => source.version(index)),
      rows: indexes.map((index) => source.row(index)),
    };
  }

  epoch(): string {
    return this.#frozen?.epoch ?? this.#source.epoch();
  }
  find(symbol: string): number {
    return this.#source.find(symbol);
  }
  symbol(index: number): string {
    return this.#source.symbol(index);
  }
  version(index: number): number {
    return this.#frozen?.versions[index] ?? this.#source.version(index);
  }
  row(index: number): string {
    return this.#frozen?.rows[index] ?? this.#source.row(index);
  }
  status(): SourceStatus {
    return this.#source.status();
  }
  onChange(handler: (indexes: readonly number[]) => void): () => void {
    return this.#source.onChange(handler);
  }
  onEpoch(handler: () => void): () => void {
    this.#epochHandlers.add(handler);
    const stop = this.#source.onEpoch(handler);
    return () => {
      this.#epochHandlers.delete(handler);
      stop();
    };
  }

  catchUp(): void {
    if (this.#frozen === null) return;
    const before = this.#frozen.epoch;
    this.#frozen = null;
    if (before !== this.#source.epoch()) for (const handler of this.#epochHandlers) handler();
  }
}
