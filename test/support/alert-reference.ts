import type { Rule } from '../../server/modules/alerts/alert.ts';
import type { KeptFiring } from './alert-memory-store.ts';

/** A print as the reference sees it: a price in hundredths. */
export interface PlainPrint {
  readonly price: number;
  readonly at_ms: number;
  readonly regular: boolean;
  readonly day: number;
}

interface PlainState {
  state: 'armed' | 'other_side' | 'band' | 'done' | 'paused';
  arming: number;
  fired_ms: number | null;
  fired_day: number | null;
  crossings: number;
}

/**
 * What an alert means, written down as plainly as can be: every print in its order, one alert by itself, no index and no
 * database. What is not committed yet can still be taken back by an edit.
 */
export class AlertReference {
  #rule: Rule;
  readonly #no: number;
  readonly #base: number;
  #state: PlainState;
  #last: number | null;
  readonly committed: KeptFiring[] = [];
  #open: KeptFiring[] = [];
  #newest: PlainPrint | null;

  /** @param base price at its creation. @param newest print before it. */
  constructor(
    no: number,
    rule: Rule,
    options: { readonly base: number; readonly waits: boolean; readonly newest: PlainPrint | null },
  ) {
    this.#no = no;
    this.#rule = rule;
    this.#base = options.base;
    this.#newest = options.newest;
    this.#last = options.newest?.price ?? null;
    this.#state = { state: 'armed', arming: 1, fired_ms: null, fired_day: null, crossings: 0 };
    if (options.waits) this.#state.state = 'other_side';
    this.#meetNewest();
  }

  print(print: PlainPrint): void {
    if (this.#rule.regular_session_only && !print.regular) return;
    this.#step(print, this.#last);
    this.#last = print.price;
    this.#newest = print;
  }

  commit(): void {
    this.committed.push(...this.#open.splice(0));
  }

  /** A print that no alert of this kind hears still is the newest for others. */
  edit(rule: Rule, newest: PlainPrint | null): void {
    this.#open = [];
    this.#rule = rule;
    this.#newest = newest;
    this.#last = newest?.price ?? null;
  }

  /** As its row says: what was not committed has not been. */
  arm(state: PlainState): void {
    this.#open = [];
    this.#state = state;
    if (state.state !== 'paused') this.#meetNewest();
  }

  #meetNewest(): void {
    if (this.#newest !== null) this.#step(this.#newest, null, true);
  }

  #step(print: PlainPrint, last: number | null, newest = false): void {
    const { repeat, cooldown_s } = this.#rule;
    const own = this.#state;
    if (own.state === 'done' || own.state === 'paused') return;
    const now = holds(this.#rule, print.price, last, this.#base);
    if (own.state === 'other_side') {
      if (!now) own.state = 'armed';
      return;
    }
    if (own.state === 'band') {
      if (!isBack(this.#rule, print.price, last, this.#base)) return;
      own.state = 'armed';
      own.arming += 1;
      return;
    }
    if (!now) return;
    if (repeat === 'DAILY' && own.fired_day !== null && print.day <= own.fired_day) return;
    if (repeat === 'COOLDOWN' && own.fired_ms !== null && print.at_ms - own.fired_ms < (cooldown_s ?? 0) * 1000) {
      const before = last !== null && !isEdge(this.#rule) && holds(this.#rule, last, null, this.#base);
      if (!before && !newest) own.crossings += 1;
      return;
    }
    this.#open.push({
      no: this.#no,
      arming: own.arming,
      price: (print.price / 100).toFixed(2),
      at_ms: print.at_ms,
      crossings: own.crossings + 1,
    });
    own.crossings = 0;
    own.fired_ms = print.at_ms;
    own.fired_day = print.day;
    if (repeat === 'ONCE') own.state = 'done';
    else if (repeat === 'EVERY_CROSS') own.state = 'band';
    else own.arming += 1;
  }
}

type Part = Omit<Rule, 'and' | 'repeat' | 'cooldown_s' | 'regular_session_only'>;

function parts(rule: Rule): Part[] {
  return rule.and === null ? [rule] : [rule, rule.and];
}

function isEdge(rule: Rule): boolean {
  return parts(rule).some(({ condition_type: type }) => type.startsWith('CROSSES') || type.startsWith('RANGE'));
}

function holds(rule: Rule, price: number, last: number | null, base: number): boolean {
  return parts(rule).every((part) => partHolds(part, price, last, base));
}

/** Thresholds are hundredths, some with a half. */
function levelOf(text: string | null): number {
  return Math.round(Number(text) * 1000) / 10;
}

function partHolds(part: Part, price: number, last: number | null, base: number): boolean {
  const level = levelOf(part.threshold_value);
  const upper = levelOf(part.threshold_upper);
  const up = last !== null && last < level && price >= level;
  const down = last !== null && last > level && price <= level;
  switch (part.condition_type) {
    case 'PRICE_ABOVE':
      return price >= level;
    case 'PRICE_BELOW':
      return price <= level;
    case 'CROSSES_UP':
      return up;
    case 'CROSSES_DOWN':
      return down;
    case 'CROSSES':
      return up || down;
    case 'RANGE_ENTER':
      return last !== null && (last < level || last > upper) && price >= level && price <= upper;
    case 'RANGE_LEAVE':
      return last !== null && last >= level && last <= upper && (price < level || price > upper);
    case 'PERCENT_CHANGE':
    case 'NEW_HIGH':
    case 'NEW_LOW':
    case 'VOLUME_ABOVE':
    case 'BACK_IN_STOCK':
      break;
  }
  if (part.condition_type !== 'PERCENT_CHANGE') throw new Error(`the reference does not know ${part.condition_type}`);
  const percent = Number(part.threshold_value);
  const moved = (price - base) * 100;
  return percent < 0 ? moved <= percent * base : moved >= percent * base;
}

/** Any of the conditions has gone back by 0.1 % and by a hundredth at least. */
function isBack(rule: Rule, price: number, last: number | null, base: number): boolean {
  return parts(rule).some((part) => {
    const level = levelOf(part.threshold_value);
    const upper = levelOf(part.threshold_upper);
    const below = (from: number): boolean => price <= from - Math.max(from / 1000, 1) + 1e-9;
    const above = (from: number): boolean => price >= from + Math.max(from / 1000, 1) - 1e-9;
    switch (part.condition_type) {
      case 'PRICE_ABOVE':
      case 'CROSSES_UP':
        return below(level);
      case 'PRICE_BELOW':
      case 'CROSSES_DOWN':
        return above(level);
      case 'CROSSES':
        return below(level) || above(level);
      case 'RANGE_ENTER':
        return below(level) || above(upper);
      case 'RANGE_LEAVE':
        return above(level) && below(upper);
      case 'PERCENT_CHANGE':
      case 'NEW_HIGH':
      case 'NEW_LOW':
      case 'VOLUME_ABOVE':
      case 'BACK_IN_STOCK':
        break;
    }
    return !partHolds(part, price, last, base);
  });
}
