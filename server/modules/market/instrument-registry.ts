import type { Platform } from '../../platform/platform.ts';
import type { Service } from '../../platform/service.ts';
import { type Signal, signal } from '../../platform/signals.ts';
import { type Instrument, listedSpelling, symbolKey } from './instrument.ts';
import { type InstrumentRow, readInstruments } from './selectors/read-instruments.ts';

/** Every instrument, in memory, in every process: quotes, search and realtime name them by `index`. */
export interface InstrumentRegistry {
  readonly size: number;
  /** @param index below `size`. */
  at(index: number): Instrument;
  /**
   * Any case and class-share spelling: `brk-b` finds BRK.B. The exact symbol wins over another's spelling, and both over
   * a symbol that another had before it was renamed.
   */
  find(symbol: string): Instrument | undefined;
  byId(id: string): Instrument | undefined;
  /** Called with new and changed instruments, at the first load with all. @returns a function that stops it. */
  onChange(handler: (changed: readonly Instrument[]) => void): () => void;
}

/** Sent with the commit of a change. `ids` null: too many to name, read all again. */
export const instrumentsChanged: Signal<{ readonly ids: readonly string[] | null }> =
  signal('market.instruments_changed');
/** More than this fit no signal. */
export const CHANGED_IDS_MAX = 150;

/** Reads all instruments at the start, and those that change when their change commits. */
export function createInstrumentRegistry(platform: Platform): InstrumentRegistry & Service {
  const registry = new MemoryRegistry();
  const stops: (() => void)[] = [];
  let loading: Promise<void> = Promise.resolve();

  /** One read after the other, so that an older answer never overwrites a newer one. */
  const load = (ids: readonly string[] | null): Promise<void> => {
    const before = loading;
    const read = async (): Promise<void> => {
      await before.catch(() => undefined);
      registry.merge(await readInstruments(platform.db, ids));
    };
    loading = read();
    return loading;
  };
  const reload = (ids: readonly string[] | null): void => {
    load(ids).catch((error: unknown) => {
      platform.log.error({ err: error }, 'instruments could not be read again; the next change tries again');
    });
  };
  return Object.assign(registry, {
    name: 'instrument registry',
    async start() {
      // Listening comes first: a change during the load is read again instead of missed.
      stops.push(platform.signals.on(instrumentsChanged, ({ ids }) => reload(ids)));
      stops.push(platform.signals.onGap(() => reload(null)));
      await load(null);
    },
    async drain() {
      for (const stop of stops.splice(0)) stop();
      await loading.catch(() => undefined);
    },
  });
}

/** The registry without its source: `merge` is what a load does. */
export class MemoryRegistry implements InstrumentRegistry {
  readonly #all: Instrument[] = [];
  readonly #byId = new Map<string, number>();
  readonly #bySymbol = new Map<string, number>();
  readonly #byKey = new Map<string, number>();
  readonly #byFormerKey = new Map<string, number>();
  readonly #handlers = new Set<(changed: readonly Instrument[]) => void>();

  get size(): number {
    return this.#all.length;
  }

  at(index: number): Instrument {
    const instrument = this.#all[index];
    if (instrument === undefined) throw new RangeError(`No instrument has index ${index}; there are ${this.size}`);
    return instrument;
  }

  find(symbol: string): Instrument | undefined {
    const index = this.#bySymbol.get(symbol) ?? this.#bySymbol.get(symbol.trim().toUpperCase());
    const key = symbolKey(symbol);
    const found = index ?? this.#byKey.get(key) ?? this.#byListedSpelling(symbol) ?? this.#byFormerKey.get(key);
    return found === undefined ? undefined : this.#all[found];
  }

  byId(id: string): Instrument | undefined {
    const index = this.#byId.get(id);
    return index === undefined ? undefined : this.#all[index];
  }

  onChange(handler: (changed: readonly Instrument[]) => void): () => void {
    this.#handlers.add(handler);
    return () => {
      this.#handlers.delete(handler);
    };
  }

  /** Takes rows in: unknown ids get the next index, known ones keep theirs. Tells the handlers what is new. */
  merge(rows: readonly InstrumentRow[]): void {
    const changed: Instrument[] = [];
    for (const row of rows) {
      const known = this.byId(row.id);
      if (known !== undefined && isSame(known, row)) continue;
      const instrument: Instrument = Object.freeze({ ...row, index: known?.index ?? this.#all.length });
      if (known !== undefined) this.#forget(known);
      this.#all[instrument.index] = instrument;
      this.#byId.set(instrument.id, instrument.index);
      this.#bySymbol.set(instrument.symbol, instrument.index);
      const key = symbolKey(instrument.symbol);
      if (!this.#byKey.has(key)) this.#byKey.set(key, instrument.index);
      for (const former of instrument.former_symbols ?? []) this.#byFormerKey.set(symbolKey(former), instrument.index);
      changed.push(instrument);
    }
    if (changed.length > 0) for (const handler of this.#handlers) handler(changed);
  }

  #byListedSpelling(symbol: string): number | undefined {
    const listed = listedSpelling(symbol);
    return listed === undefined ? undefined : this.#bySymbol.get(listed);
  }

  #forget({ symbol, former_symbols, index }: Instrument): void {
    if (this.#bySymbol.get(symbol) === index) this.#bySymbol.delete(symbol);
    const key = symbolKey(symbol);
    if (this.#byKey.get(key) === index) this.#byKey.delete(key);
    for (const former of former_symbols ?? []) {
      const former_key = symbolKey(former);
      if (this.#byFormerKey.get(former_key) === index) this.#byFormerKey.delete(former_key);
    }
  }
}

function isSame(known: Instrument, row: InstrumentRow): boolean {
  const { former_symbols = [], ...fields } = row;
  return (
    (Object.keys(fields) as (keyof typeof fields)[]).every((field) => known[field] === fields[field]) &&
    (known.former_symbols ?? []).join(' ') === former_symbols.join(' ')
  );
}
