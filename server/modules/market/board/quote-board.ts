import type { Clock } from '../../../platform/clock.ts';
import type { Instrument } from '../instrument.ts';
import type { InstrumentRegistry } from '../instrument-registry.ts';
import type { Notice, Print, RejectionReason } from '../providers/provider.ts';
import { venueOf } from '../sessions/venues.ts';
import { BoardColumns } from './board-columns.ts';
import type { BoardEvent, BoardEvents, FeedRun, FeedWord, KeptQuote, LeadRun, Split } from './board-events.ts';
import {
  fitDecimals,
  hear,
  openDay,
  pendingPrint,
  putQuotes,
  REGULAR,
  screen,
  setSession,
  takePrint,
} from './board-rules.ts';
import { BoardListeners } from './board-listeners.ts';
import { BoardSources } from './board-sources.ts';
import { inferSplit, isMistaken } from './screen-print.ts';
import { Trail } from './trail.ts';

/** Until a feed has led. */
const NO_RUN: FeedRun = { token: 0, source: 'none', simulated: false, delay_ms: 0 };

/**
 * The newest quote of every instrument, in memory. One feed at a time writes it: as leader through `lead`, `accept` and
 * `announce`, as follower through `follow` and `restore`. `version` is one counter for the whole board, so that it rises
 * strictly per symbol inside an epoch and "newer than version n" names exactly what changed since.
 */
export class QuoteBoard {
  readonly registry: InstrumentRegistry;
  readonly columns = new BoardColumns();
  readonly trail = new Trail();
  readonly sources = new BoardSources(this.columns);
  #run: FeedRun = NO_RUN;
  #latest = 0;
  #heard_ms = 0;
  #watermark_ms = 0;
  #ended = false;
  #leads: LeadRun | null = null;
  readonly #clock: Clock;
  readonly #listeners: BoardListeners;

  /** @param onError told when a listener throws; the others still hear, and the feed goes on. */
  constructor(registry: InstrumentRegistry, clock: Clock, onError: (error: unknown) => void) {
    this.registry = registry;
    this.#clock = clock;
    this.#listeners = new BoardListeners(onError);
    this.#fit(Array.from({ length: registry.size }, (_, index) => registry.at(index)));
    registry.onChange((changed) => this.#fit(changed));
  }

  get run(): FeedRun {
    return this.#run;
  }
  get epoch(): string {
    return `f${this.#run.token}`;
  }
  get latest(): number {
    return this.#latest;
  }
  /** Time of the newest accepted print, as its source says; 0: none yet. */
  get watermark_ms(): number {
    return this.#watermark_ms;
  }
  /** When the newest accepted print was heard; 0: not yet in this run. */
  get heard_ms(): number {
    return this.#heard_ms;
  }
  /** The source has no more to give. */
  get ended(): boolean {
    return this.#ended;
  }

  on<Event extends BoardEvent>(event: Event, handler: (value: BoardEvents[Event]) => void): () => void {
    return this.#listeners.on(event, handler);
  }

  /** Begins an epoch under this process's own feed. Prices that are continued get versions of the new epoch. */
  lead(run: LeadRun): void {
    const lost = run.continues ? this.sources.carryOver(run, this.registry.size) : null;
    if (lost === null) this.#clear();
    else for (const index of lost) this.#forget(index);
    this.columns.session.fill(REGULAR);
    this.#begin(run);
    this.#leads = run;
    this.#latest = 0;
    const { price, version } = this.columns;
    for (let index = 0; index < this.registry.size; index += 1) if (price[index]) version[index] = ++this.#latest;
    this.#listeners.emit('epoch', this.epoch);
  }

  /** Begins an epoch that another process leads, with what it has kept so far; more comes by `restore`. */
  follow(run: FeedRun, rows: readonly KeptQuote[]): void {
    this.#clear();
    this.#begin(run);
    this.#leads = null;
    this.#latest = 0;
    this.#put(rows);
    this.#listeners.emit('epoch', this.epoch);
  }

  /** Takes kept rows as they are, with their versions. */
  restore(rows: readonly KeptQuote[]): void {
    const changed = this.#put(rows);
    if (changed.length > 0) this.#listeners.emit('changed', changed);
  }

  /** What a follower is told about the feed as a whole. */
  hearState(state: FeedWord): void {
    if (state.alive_ms !== undefined) this.sources.hearAll(state.alive_ms);
    this.#watermark_ms = state.watermark_ms;
    this.#heard_ms = state.heard_ms;
    this.#ended = state.ended;
  }

  /** The source of this process's feed has no more to give, or goes on after a failure. */
  setEnded(ended: boolean): void {
    this.#ended = ended;
  }

  /** Screens and takes prints of this process's own feed. @param token of the leader who sends them. */
  accept(prints: readonly Print[], token: number): void {
    const leads = this.#leads;
    if (leads?.token !== token)
      return this.#listeners.emit('rejected', { reason: 'stale_leader', count: prints.length });
    const now_ms = this.#clock.ms();
    const latest_ms = leads.continues ? now_ms : Number.POSITIVE_INFINITY;
    const accepted: Print[] = [];
    const splits: Split[] = [];
    for (const print of prints) {
      const parts = this.sources.parts(print.index, print.source ?? 0);
      const how = { anew: parts, asked: this.sources.at(print.source ?? 0).asks === true };
      const reason = this.registry.size > print.index ? screen(this.columns, print, latest_ms, how) : 'unknown_symbol';
      if (reason !== null && (reason !== 'confirmed_jump' || this.#isMistaken(print, leads))) {
        this.#listeners.emit('rejected', { reason: reason === 'confirmed_jump' ? 'absurd_jump' : reason, count: 1 });
        continue;
      }
      if (parts) this.#forget(print.index);
      if (reason === 'confirmed_jump') accepted.push(this.#takePending(print.index, leads, splits));
      this.#take(print, leads);
      accepted.push(print);
    }
    if (accepted.length === 0) return;
    for (const { index } of accepted) hear(this.columns, index, now_ms);
    this.#heard_ms = now_ms;
    if (splits.length > 0) this.#listeners.emit('splits', splits);
    this.#listeners.emit('accepted', accepted);
    this.touch(accepted.map(({ index }) => index));
  }

  /** Takes what a source says besides prints. @param token as in `accept`. */
  announce(notices: readonly Notice[], token: number): void {
    if (this.#leads?.token !== token)
      return this.#listeners.emit('rejected', { reason: 'stale_leader', count: notices.length });
    const changed: number[] = [];
    const splits: Split[] = [];
    for (const notice of notices) {
      if (notice.index >= this.registry.size) continue;
      if (notice.kind === 'session') setSession(this.columns, notice.index, notice.session);
      else if (notice.kind === 'day') openDay(this.columns, notice, this.#dayNumber(notice, this.#leads));
      else splits.push(this.#split(notice.index, notice.ratio));
      if (this.columns.price[notice.index]) changed.push(notice.index);
    }
    if (splits.length > 0) this.#listeners.emit('splits', splits);
    if (changed.length > 0) this.touch(changed);
  }

  /** Tells listeners of prints that never reached the board. */
  countRejected(reason: RejectionReason, count: number): void {
    this.#listeners.emit('rejected', { reason, count });
  }

  #take(print: Print, run: LeadRun): void {
    takePrint(this.columns, print, this.#dayNumber(print, run));
    this.trail.add(print.index, print.price, print.at_ms);
    if (print.at_ms > this.#watermark_ms) this.#watermark_ms = print.at_ms;
  }

  /** A refused jump turned out to be true: it is taken now, as a split where it looks like one between two days. */
  #takePending(index: number, run: LeadRun, splits: Split[]): Print {
    const { columns } = this;
    const print = pendingPrint(columns, index);
    const ratio =
      this.#dayNumber(print, run) === columns.day[index] ? null : inferSplit(print.price, columns.price[index] ?? 0);
    if (ratio !== null) splits.push(this.#split(index, ratio));
    this.#take(print, run);
    return print;
  }

  #isMistaken(print: Print, run: LeadRun): boolean {
    const same_day = this.#dayNumber(print, run) === this.columns.day[print.index];
    return same_day && isMistaken(print.price, this.columns.price[print.index] ?? 0);
  }

  #dayNumber({ index, at_ms }: { readonly index: number; readonly at_ms: number }, { calendar }: LeadRun): number {
    return calendar.dayAt(venueOf(this.registry.at(index)), at_ms).number;
  }

  #split(index: number, ratio: number): Split {
    this.columns.scalePrices(index, 1 / ratio);
    this.trail.scale(index, 1 / ratio);
    return { index, ratio };
  }

  /** Gives rows that changed new versions, and tells the listeners. Only for who leads. */
  touch(indexes: readonly number[]): void {
    const distinct = [...new Set(indexes)];
    for (const index of distinct) this.columns.version[index] = ++this.#latest;
    this.#listeners.emit('changed', distinct);
  }

  #put(rows: readonly KeptQuote[]): number[] {
    const changed = putQuotes(this.columns, rows, this.#clock.ms());
    for (const { index, price, at_ms, version } of changed) {
      this.trail.add(index, price, at_ms);
      this.#latest = Math.max(this.#latest, version);
    }
    return changed.map(({ index }) => index);
  }

  #forget(index: number): void {
    this.columns.clearRow(index);
    this.trail.clearRow(index);
  }

  #clear(): void {
    this.columns.clear();
    this.trail.clear();
  }

  #begin(run: FeedRun): void {
    const { token, source, simulated, delay_ms } = run;
    this.#run = { token, source, simulated, delay_ms, ...(run.sources && { sources: run.sources }) };
    this.sources.begin(run);
    this.#heard_ms = 0;
    this.#watermark_ms = 0;
    this.#ended = false;
  }

  /** New instruments get room; a row whose instrument changed is told anew. */
  #fit(changed: readonly Instrument[]): void {
    this.columns.ensure(this.registry.size);
    this.trail.ensure(this.columns.capacity);
    const priced = fitDecimals(this.columns, this.trail, changed);
    if (priced.length > 0 && this.#leads !== null) this.touch(priced);
  }
}
