import type { Rule } from '../alert.ts';
import { type Candidate, candidateAt } from './candidate.ts';
import { type HeardPrint, isSame, pricedAt } from './heard-print.ts';
import { Journal, type Noted } from './journal.ts';
import { LevelBooks } from './level-books.ts';
import { isAt } from './level-entry.ts';
import { bookOf, levelsOf } from './level-keys.ts';
import type { LevelStage } from './level-stage.ts';
import type { LoadedPast, PastEnd, PricePast } from './price-past.ts';
import { hasWindow, SingleTargets } from './single-targets.ts';
import { changeOf, isCounted } from './change-of.ts';
import { isLive, type WatchedTarget } from './watched-target.ts';

/** What the engine asks of the market, by the index of an instrument. */
export interface WatchMarket {
  decimals(index: number): number;
  /** Number of the venue's day. */
  dayAt(index: number, at_ms: number): number;
  now_ms(): number;
}

/**
 * Everything that is watched, in memory: an index of what a print may change, never the truth about it. Prints go in one
 * by one; what they may change comes out as `pending`, at most one candidate a target, and is decided by the rows. The
 * target is then put in place again as its rows say, and catches up with the prints that came meanwhile.
 */
export class Watch {
  readonly books = new LevelBooks();
  readonly journal = new Journal();
  readonly pending = new Map<number, Candidate>();
  /** Instruments with prints that were evaluated since their checkpoint. */
  readonly dirty = new Set<number>();
  /** Targets whose rules no sorted thresholds can stand for. */
  readonly singles: SingleTargets;
  readonly #market: WatchMarket;
  readonly #last: (Noted | undefined)[] = [];
  readonly #held = new Set<number>();
  #watched = new Uint8Array(0);

  /** @param pastEnd where the past of an instrument ends now, for windows that look back. */
  constructor(market: WatchMarket, pastEnd: (index: number) => PastEnd) {
    this.#market = market;
    this.singles = new SingleTargets(pastEnd);
  }

  ensure(instruments: number): void {
    if (instruments <= this.#watched.length) return;
    this.books.ensure(instruments * 2);
    const watched = new Uint8Array(instruments);
    watched.set(this.#watched);
    this.#watched = watched;
  }

  /** The print evaluated last: of any session, or of regular ones. */
  lastOf(index: number, regular: boolean): HeardPrint | null {
    return this.#last[bookOf(index, regular)]?.print ?? null;
  }

  /** Where evaluation goes on from; null: from nowhere. Nothing is compared with it yet. */
  setLast(index: number, regular: boolean, last: HeardPrint | null): void {
    this.ensure(index + 1);
    const book = bookOf(index, regular);
    this.#last[book] = last === null ? undefined : { print: last, seq: this.journal.next - 1 };
    this.books.setLast(book, last?.price ?? Number.NaN);
  }

  /** Prints of an instrument are noted and not evaluated until `release`. @returns the number of the last print that was evaluated. */
  hold(index: number): number {
    this.#held.add(index);
    return this.journal.next - 1;
  }

  release(index: number, seq: number): void {
    this.#held.delete(index);
    for (const noted of this.journal.after(index, seq)) this.#evaluate(noted);
  }

  isHeld(index: number): boolean {
    return this.#held.has(index);
  }

  /** Takes one print. Halted ones never count, nor does one that is told a second time. */
  take(print: HeardPrint): void {
    if (print.session === 'halted' || isSame(this.lastOf(print.index, false), print)) return;
    const seq = this.journal.add(print);
    if (!this.isHeld(print.index)) this.#evaluate({ seq, print });
  }

  /** Evaluates a print that must have been, whether its instrument is held or not. */
  catchUp(print: HeardPrint): void {
    this.#evaluate({ seq: this.journal.add(print), print });
  }

  #evaluate(noted: Noted): void {
    const { print } = noted;
    const { index } = print;
    this.ensure(index + 1);
    const regular = print.session === 'regular';
    // Made-up prices continue no real ones, nor the reverse.
    if ((this.lastOf(index, false)?.simulated ?? print.simulated) !== print.simulated)
      for (const each of [false, true]) this.setLast(index, each, null);
    print.before = pricedAt(this.lastOf(index, false));
    print.regular_before = pricedAt(this.lastOf(index, true));
    this.#sweep(noted, false);
    if (regular) this.#sweep(noted, true);
    if (this.#watched[index] !== 1) return;
    this.dirty.add(index);
    const past = this.singles.past(index);
    let day: number | null = null;
    for (const target of this.singles.of(index))
      this.#look(target, noted, (day ??= this.#market.dayAt(index, print.at_ms)));
    if (past?.loaded === false) past.hear(noted.seq);
    else past?.add(print.price, print.at_ms, day ?? this.#market.dayAt(index, print.at_ms));
  }

  /** Gives windows their past, and meets with them what came before it was known. */
  meetPast(index: number, past: PricePast, loaded: LoadedPast): void {
    const { heard_from, of_target } = past.load(loaded);
    if (past !== this.singles.past(index)) return;
    for (const noted of this.journal.after(index, Math.min(heard_from, ...of_target.values()) - 1)) {
      const day = this.#market.dayAt(index, noted.print.at_ms);
      for (const target of this.singles.of(index))
        if (noted.seq >= (of_target.get(target.no) ?? Number.POSITIVE_INFINITY)) this.#look(target, noted, day);
      if (noted.seq >= heard_from) past.add(noted.print.price, noted.print.at_ms, day);
    }
  }

  /** Stages a target for the load of the books, or keeps it by itself. */
  stage(index: number, target: WatchedTarget, stage: LevelStage): void {
    if (!isLive(target)) return;
    this.ensure(index + 1);
    this.#watched[index] = 1;
    const book = bookOf(index, target.rule.regular_session_only);
    const levels = this.#levelsOf(index, target);
    if (levels === null) return this.singles.keep(index, target);
    for (const { level, kind } of levels) stage.add({ book, level, kind, no: target.no });
  }

  /** After a load: what holds at the newest price already is a candidate. */
  settle(index: number): void {
    for (const regular of [false, true]) {
      const last = this.#last[bookOf(index, regular)];
      if (last === undefined) continue;
      this.books.settle(bookOf(index, regular), (no) => this.#propose(no, last, regular, true));
    }
    for (const target of this.singles.of(index)) this.#lookAtNewest(index, target);
  }

  /** Takes a target out, wherever it is. */
  drop(index: number, no: number): void {
    this.singles.delete(index, no);
    for (const regular of [false, true]) this.books.remove(bookOf(index, regular), no);
  }

  /** Takes everything of an instrument out. What is pending of it stays, and will be decided by its rows. */
  clear(index: number): void {
    this.singles.clear(index);
    for (const regular of [false, true]) this.books.clear(bookOf(index, regular));
  }

  /** Numbers of the targets that are watched on an instrument; those pending are not among them. */
  targetsOf(index: number): Set<number> {
    const books = [false, true].flatMap((regular) => this.books.targets(bookOf(index, regular)));
    return new Set([...books, ...this.singles.numbersOf(index)]);
  }

  /**
   * Puts a target in place as its rows say, unless it is pending: then its rows are read again when it is decided.
   * @param from behind the last print that was decided with it, or since a time: then the newest print counts as well.
   */
  place(index: number, target: WatchedTarget, from: { readonly seq: number } | { readonly received_ms: number }): void {
    const { no, rule } = target;
    if (this.pending.has(no)) return;
    if (!isLive(target)) {
      this.singles.delete(index, no);
      return;
    }
    this.ensure(index + 1);
    if (this.#watched[index] !== 1) this.dirty.add(index);
    this.#watched[index] = 1;
    const levels = this.#levelsOf(index, target);
    if (levels === null) this.singles.keep(index, target);
    else this.singles.delete(index, no);
    const book = bookOf(index, rule.regular_session_only);
    if (rule.condition_type === 'CROSSES') this.books.remove(book, no); // of two armings the other one is left
    if (!this.isHeld(index)) {
      const noted = 'seq' in from ? this.journal.after(index, from.seq) : this.journal.since(index, from.received_ms);
      for (const each of noted) if (this.#look(target, each, this.#market.dayAt(index, each.print.at_ms))) return;
      if ('received_ms' in from && this.#lookAtNewest(index, target)) return;
    }
    for (const { level, kind } of levels ?? []) this.books.insert({ book, level, kind, no });
  }

  /** What came for the target of a candidate behind it, up to a number of the journal. */
  *following({ no, print, seq }: Candidate, rule: Rule, upTo: number): Generator<Candidate> {
    const { index } = print;
    const about = { no, rule, regular: rule.regular_session_only, newest: false, past: this.singles.past(index) };
    const last = this.#last[bookOf(index, rule.regular_session_only)];
    // What evaluation goes on from is in no journal: an edit that lets more sessions count may make it the newest print.
    const loaded = last !== undefined && last.seq <= seq && last.print.at_ms > print.at_ms ? [last] : [];
    for (const noted of [...loaded, ...this.journal.after(index, seq)]) {
      if (noted.seq > upTo) return;
      if (!isCounted(rule, noted.print)) continue;
      yield candidateAt(noted, { ...about, day: this.#market.dayAt(index, noted.print.at_ms) }, this.#market);
    }
  }

  #sweep(noted: Noted, regular: boolean): void {
    const { print } = noted;
    const book = bookOf(print.index, regular);
    this.books.sweep(book, print.price, (no) => this.#propose(no, noted, regular, false));
    this.#last[book] = noted;
  }

  /** @returns whether the print may change the target: then it is pending. */
  #look(target: WatchedTarget, noted: Noted, day: number, newest = false): boolean {
    const { rule, no } = target;
    if (this.pending.has(no) || !isCounted(rule, noted.print)) return false;
    const past = this.singles.past(noted.print.index);
    if (past?.loaded === false && hasWindow(rule)) {
      if (!newest) past.miss(no, noted.seq);
      return false;
    }
    const candidate = changeOf(target, noted, { day, newest, past }, this.#market);
    if (candidate !== null) this.pending.set(no, candidate);
    return candidate !== null;
  }

  /** Null also where a price is there already that must not be met once more: then every later print is looked at. */
  #levelsOf(index: number, target: WatchedTarget): ReturnType<typeof levelsOf> {
    const levels = levelsOf(target.rule, target, this.#market.decimals(index));
    if (target.waits_for !== 'band' || levels === null) return levels;
    const last = this.books.last(bookOf(index, target.rule.regular_session_only));
    return levels.some(({ level, kind }) => isAt(kind, level, last)) ? null : levels;
  }

  /** The band is asked of the prints behind the firing alone. */
  #lookAtNewest(index: number, target: WatchedTarget): boolean {
    if (target.waits_for === 'band') return false;
    const last = this.#last[bookOf(index, target.rule.regular_session_only)];
    return last !== undefined && this.#look(target, last, this.#market.dayAt(index, last.print.at_ms), true);
  }

  #propose(no: number, noted: Noted, regular: boolean, newest: boolean): void {
    if (this.pending.has(no)) return;
    const day = this.#market.dayAt(noted.print.index, noted.print.at_ms);
    this.pending.set(no, candidateAt(noted, { no, regular, newest, day }, this.#market));
  }
}
