import type { LiveSource, SourceStatus } from '../../server/modules/realtime/index.ts';

export const INSTRUMENTS = 1000;

/** A thousand instruments with rows as long as real ones; all move at each `move`. */
export class BenchSource implements LiveSource {
  readonly #versions = new Float64Array(INSTRUMENTS).fill(1000);
  readonly #rows: string[] = [];
  readonly #handlers = new Set<(indexes: readonly number[]) => void>();
  readonly #all = Array.from({ length: INSTRUMENTS }, (_, index) => index);

  epoch(): string {
    return 'bench';
  }
  find(symbol: string): number {
    return Number(symbol.slice(1));
  }
  symbol(index: number): string {
    return `S${String(index).padStart(3, '0')}`;
  }
  version(index: number): number {
    return this.#versions[index] ?? 0;
  }
  row(index: number): string {
    this.#rows[index] ??= this.#encode(index);
    return this.#rows[index];
  }
  #encode(index: number): string {
    const version = this.version(index);
    return `["${this.symbol(index)}",${version},"${187 + (version % 10)}.2300","0.4100",${1_789_999_099_870 + version}]`;
  }
  onChange(handler: (indexes: readonly number[]) => void): () => void {
    this.#handlers.add(handler);
    return () => this.#handlers.delete(handler);
  }
  onEpoch(): () => void {
    return () => {};
  }
  status(): SourceStatus {
    return { status: 'live', watermark: 1, source: 'bench' };
  }

  move(): void {
    for (const index of this.#all) this.#versions[index] = this.version(index) + 1;
    this.#rows.length = 0;
    for (const handler of this.#handlers) handler(this.#all);
  }
}
