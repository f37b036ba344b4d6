import type { InstrumentKind, Instrument } from '../../instrument.ts';
import type { InstrumentRegistry } from '../../instrument-registry.ts';
import type { SessionCalendar } from '../../sessions/session-calendar.ts';
import { MarketProvider } from '../parts/market-provider.ts';
import { asProviderError } from '../parts/provider-error.ts';
import { ProviderHealth } from '../parts/provider-health.ts';
import { backOff, type Timers } from '../parts/timers.ts';
import type {
  ActionsSpan,
  FeedSink,
  HistoryPart,
  HistorySpan,
  Notice,
  PointsSpan,
  PriceSource,
  Print,
  Provider,
  ProviderActions,
  ProviderListing,
} from '../provider.ts';
import type { ProviderState } from '../provider-state.ts';
import { SessionTeller } from './session-teller.ts';

const SESSIONS_MS = 1_000;
const RETRY = { base_ms: 1_000, max_ms: 60_000 };

interface Member {
  readonly provider: Provider;
  readonly health: ProviderHealth;
  /** Place in `sources`. */
  readonly code: number;
}

export interface Combination {
  /** In the order of priority. */
  readonly providers: readonly Provider[];
  /** Names in another order for one kind of instrument; those that are not named do not serve it. */
  readonly by_kind?: Partial<Record<InstrumentKind, readonly string[]>>;
  readonly registry: InstrumentRegistry;
  readonly timers: Timers;
  readonly calendar: SessionCalendar;
  /** Told when a member's condition changes. */
  readonly onCondition?: (state: ProviderState) => void;
}

/**
 * Several providers as one. Each instrument comes from the first that handles it and works; when that one fails, the next
 * is asked within a cadence, and gives way again once the better one has recovered. Only what is listed is ever used:
 * made-up prices stand in for real ones only where the operator listed the simulator, and then say so.
 */
export class CombinedProvider implements Provider {
  readonly name: string;
  readonly simulated: boolean;
  readonly delay_ms = 0;
  readonly continues = true;
  readonly recomputes = false;
  readonly calendar: SessionCalendar;
  readonly sources: readonly PriceSource[];
  readonly #members: readonly Member[];
  readonly #byKind: ReadonlyMap<InstrumentKind, readonly Member[]>;
  readonly #registry: InstrumentRegistry;
  readonly #timers: Timers;
  readonly #teller: SessionTeller;
  readonly #onCondition: (state: ProviderState) => void;
  readonly #conditions = new Map<string, ProviderState['condition']>();

  constructor({ providers, by_kind = {}, registry, timers, calendar, onCondition }: Combination) {
    this.#onCondition = onCondition ?? ((): void => undefined);
    this.name = providers.map(({ name }) => name).join('+');
    this.simulated = providers.every(({ simulated }) => simulated);
    this.sources = providers.map(({ name, simulated, delay_ms }) => ({ name, simulated, delay_ms }));
    this.calendar = calendar;
    this.#registry = registry;
    this.#timers = timers;
    this.#teller = new SessionTeller(registry, calendar);
    this.#members = providers.map((provider, code) => this.#member(provider, code));
    const named = Object.entries(by_kind) as [InstrumentKind, readonly string[]][];
    this.#byKind = new Map(
      named.map(([kind, names]) => [
        kind,
        names.flatMap((name) => this.#members.filter(({ provider }) => provider.name === name)),
      ]),
    );
  }

  handles(instrument: Instrument): boolean {
    return this.member(instrument) !== null;
  }

  member(instrument: Instrument): Provider | null {
    return this.#orderOf(instrument).find(({ provider }) => provider.handles(instrument))?.provider ?? null;
  }

  async prepare(): Promise<void> {
    for (const { provider } of this.#members) await provider.prepare();
  }

  async stream(sink: FeedSink, signal: AbortSignal): Promise<void> {
    this.#teller.forget();
    await Promise.all([
      this.#tellSessions(sink, signal),
      ...this.#members.map((member) => this.#run(member, this.#sinkOf(member, sink), signal)),
    ]);
  }

  dayPoints(instrument: Instrument, span: PointsSpan): readonly number[] | null {
    return this.member(instrument)?.dayPoints(instrument, span) ?? null;
  }

  /** From the first that handles the instrument and can tell its past. */
  async history(instrument: Instrument, span: HistorySpan, signal: AbortSignal): Promise<HistoryPart> {
    const teller = this.#able(instrument, 'history');
    return (await teller?.history?.(instrument, span, signal)) ?? { candles: [], reached_ms: span.to_ms };
  }

  async actions(instrument: Instrument, span: ActionsSpan, signal: AbortSignal): Promise<ProviderActions> {
    const teller = this.#able(instrument, 'actions');
    return (await teller?.actions?.(instrument, span, signal)) ?? { splits: [], dividends: [] };
  }

  /** What every member lists; of one symbol, what the first of them says. */
  async listInstruments(signal: AbortSignal): Promise<readonly ProviderListing[]> {
    const listings = new Map<string, ProviderListing>();
    for (const { provider } of this.#members) {
      const listed = (await provider.listInstruments?.(signal)) ?? [];
      for (const listing of listed) if (!listings.has(listing.symbol)) listings.set(listing.symbol, listing);
    }
    return [...listings.values()];
  }

  states(): readonly ProviderState[] {
    return this.#members.map(({ health }) => health.state());
  }

  #member(provider: Provider, code: number): Member {
    if (!(provider instanceof MarketProvider))
      return { provider, code, health: new ProviderHealth(provider.name, this.#timers) };
    const member = { provider, code, health: provider.health };
    provider.wanted = (index) => this.#isWanted(member, index);
    return member;
  }

  #orderOf({ kind }: Instrument): readonly Member[] {
    return this.#byKind.get(kind) ?? this.#members;
  }

  #able(instrument: Instrument, what: 'history' | 'actions'): Provider | undefined {
    return this.#orderOf(instrument).find(
      ({ provider, health }) => provider.handles(instrument) && provider[what] !== undefined && !health.stopped,
    )?.provider;
  }

  /** No better member that works serves the instrument. One that fails goes on trying: it may recover. */
  #isWanted(member: Member, index: number): boolean {
    const instrument = this.#registry.at(index);
    for (const other of this.#orderOf(instrument)) {
      if (!other.provider.handles(instrument)) continue;
      if (other === member) return true;
      if (other.health.serves) return false;
    }
    return false;
  }

  #sinkOf(member: Member, sink: FeedSink): FeedSink {
    const { code, health, provider } = member;
    const reports = provider instanceof MarketProvider;
    return {
      prints: (batch) => {
        if (!reports) health.worked();
        const wanted: Print[] = [];
        for (const print of batch) if (this.#isWanted(member, print.index)) wanted.push({ ...print, source: code });
        if (wanted.length > 0) sink.prints(wanted);
      },
      notices: (batch) => this.#notice(member, batch, sink),
      rejected: (reason, count) => sink.rejected(reason, count),
      alive: () => sink.alive?.(code),
    };
  }

  #notice(member: Member, batch: readonly Notice[], sink: FeedSink): void {
    const wanted = batch.filter(({ index }) => this.#isWanted(member, index));
    const others = wanted.filter(({ kind }) => kind !== 'session');
    if (others.length > 0) sink.notices(others);
    // Venues' hours are told for all members alike; of what a member says about sessions, halts alone are news.
    for (const notice of wanted) if (notice.kind === 'session') this.#teller.hear(notice.index, notice.session);
    if (others.length < wanted.length) this.#tell(sink);
  }

  #tell(sink: FeedSink): void {
    const changes = this.#teller.changes(this.#timers.clock.ms());
    if (changes.length > 0) sink.notices(changes);
  }

  async #tellSessions(sink: FeedSink, signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      this.#tell(sink);
      this.#tellConditions();
      await this.#timers.sleep(SESSIONS_MS, signal);
    }
  }

  #tellConditions(): void {
    for (const state of this.states()) {
      const before = this.#conditions.get(state.name) ?? 'starting';
      this.#conditions.set(state.name, state.condition);
      if (before !== state.condition) this.#onCondition(state);
    }
  }

  /** A member that fails as a whole is begun again after a pause, unless it was refused; the others go on meanwhile. */
  async #run({ provider, health }: Member, sink: FeedSink, signal: AbortSignal): Promise<void> {
    for (let attempt = 0; !signal.aborted && !health.stopped; attempt += 1) {
      try {
        await provider.stream(sink, signal);
      } catch (error) {
        health.failed(asProviderError(error));
      }
      if (!signal.aborted) await this.#timers.sleep(backOff(attempt, RETRY, this.#timers.random), signal);
    }
  }
}
