import type { Instrument } from '../../instrument.ts';
import type { InstrumentRegistry } from '../../instrument-registry.ts';

/** An instrument in the spelling of one provider. */
export interface Asked {
  readonly instrument: Instrument;
  readonly spelling: string;
}

export interface AskedRules {
  serves(instrument: Instrument): boolean;
  /** The provider's spelling; null where it has none. */
  spell(instrument: Instrument): string | null;
  /** More than this it is never asked for; the largest come first. */
  readonly max: number;
}

/** What one provider can be asked for: its instruments, largest first, in its own spelling. */
export class AskedInstruments {
  readonly #registry: InstrumentRegistry;
  readonly #rules: AskedRules;
  #outdated = true;
  #list: readonly Asked[] = [];
  #bySpelling = new Map<string, Asked>();
  #indexes = new Set<number>();

  constructor(registry: InstrumentRegistry, rules: AskedRules) {
    this.#registry = registry;
    this.#rules = rules;
    registry.onChange(() => {
      this.#outdated = true;
    });
  }

  /** What `serves` answers has changed. */
  renew(): void {
    this.#outdated = true;
  }

  list(): readonly Asked[] {
    this.#refresh();
    return this.#list;
  }

  has(index: number): boolean {
    this.#refresh();
    return this.#indexes.has(index);
  }

  /** @returns undefined for a spelling the provider was never asked for: nothing is guessed. */
  find(spelling: unknown): Instrument | undefined {
    this.#refresh();
    return typeof spelling === 'string' ? this.#bySpelling.get(spelling)?.instrument : undefined;
  }

  #refresh(): void {
    if (!this.#outdated) return;
    this.#outdated = false;
    const { serves, spell, max } = this.#rules;
    const all: Asked[] = [];
    for (let index = 0; index < this.#registry.size; index += 1) {
      const instrument = this.#registry.at(index);
      if (instrument.status !== 'active' || !serves(instrument)) continue;
      const spelling = spell(instrument);
      if (spelling !== null) all.push({ instrument, spelling });
    }
    all.sort(
      (a, b) =>
        (b.instrument.market_cap ?? 0) - (a.instrument.market_cap ?? 0) || a.instrument.index - b.instrument.index,
    );
    this.#list = all.slice(0, max);
    this.#bySpelling = new Map(this.#list.map((asked) => [asked.spelling, asked]));
    this.#indexes = new Set(this.#list.map(({ instrument }) => instrument.index));
  }
}

const US_VENUES = new Set(['XNAS', 'XNYS', 'XASE', 'ARCX', 'BATS', 'IEXG', 'XNGS', 'XNCM', 'XNMS']);

/** Shares and funds listed on a venue of the United States, in dollars. */
export function isUsListed({ kind, exchange, currency }: Instrument): boolean {
  return (kind === 'stock' || kind === 'etf') && currency === 'USD' && US_VENUES.has(exchange ?? '');
}
