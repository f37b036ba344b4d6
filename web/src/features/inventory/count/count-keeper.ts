import type { StockCountView } from '../../../../../contract/inventory-stock.ts';
import { ENTRIES_AT_ONCE_MAX } from '../../../../../contract/inventory-terms.ts';
import { OfflineError } from '../../../lib/api.ts';
import { type Box, type CountBox, emptyBox, withKnown, withPiece, withScan } from './count-box.ts';

/** A listing as the one who counts must tell it from others. */
export interface Piece {
  readonly listing_id: string;
  readonly title: string;
  readonly sku: string;
  /** "NM foil EN": what tells two of one title apart. */
  readonly marks: string;
}

/** A scan that means no listing, or several. */
export interface Question {
  readonly code: string;
  readonly pieces: readonly Piece[];
  /** How often it was scanned. */
  readonly times: number;
}

export interface KeeperState {
  readonly box: Box;
  /** What the server has. */
  readonly count: StockCountView;
  /** The listing counted last. */
  readonly last: string | null;
  readonly questions: readonly Question[];
  readonly phase: 'saved' | 'saving' | 'waiting';
  /** Why nothing more can be saved; null while it can. */
  readonly refused: Error | null;
}

export interface KeeperDoors {
  readonly store: CountBox;
  /** @throws OfflineError without an answer: it is tried again; anything else ends the sending. */
  readonly send: (
    entries: readonly { readonly listing_id: string; readonly counted: number }[],
  ) => Promise<StockCountView>;
  /** Listings that a scanned code or typed words mean; `exact` are those that bear it. @throws as `send`. */
  readonly find: (code: string) => Promise<{ readonly exact: readonly Piece[]; readonly like: readonly Piece[] }>;
  /** Runs later; returns the way not to. */
  readonly after: (run: () => void, delay_ms: number) => () => void;
}

const FIRST_RETRY_MS = 1_000;
const LONGEST_RETRY_MS = 20_000;
/** Scans of one card after another go in one call. */
const GATHER_MS = 250;

/**
 * Counts on a device whose network comes and goes. Every scan is in the box on the device before anything else, and
 * leaves it when the server has it. Whole numbers are sent and not steps: sent twice, they are the same.
 */
export class CountKeeper {
  readonly #doors: KeeperDoors;
  readonly #listeners = new Set<() => void>();
  #state: KeeperState;
  #cancel: (() => void) | null = null;
  #delay_ms = FIRST_RETRY_MS;
  #at_work = false;
  #running = false;

  constructor(count: StockCountView, doors: KeeperDoors) {
    this.#doors = doors;
    const box = doors.store.read() ?? emptyBox;
    const phase = isEmpty(box) ? 'saved' : 'saving';
    this.#state = { box, count, last: null, questions: [], phase, refused: null };
  }

  readonly state = (): KeeperState => this.#state;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Begins to send what is held, and goes on until it is stopped. @returns the way to stop. */
  start(): () => void {
    this.#running = true;
    if (!isEmpty(this.#state.box)) this.#plan(0);
    return () => {
      this.#running = false;
      this.#cancel?.();
    };
  }

  /** What a scanner or a person typed. @returns false where no more scans can be held. */
  scan(code: string): boolean {
    const known = this.#state.box.known[code];
    if (known) {
      this.add(known, 1);
      return true;
    }
    const box = withScan(this.#state.box, code, 1);
    if (box === null) return false;
    this.#change({ box, ...this.#unsaved() });
    if (this.#state.phase !== 'waiting') this.#plan(0);
    return true;
  }

  /** So many more, or fewer, of a listing. */
  add(piece: Piece, more: number): void {
    this.set(piece, this.#countedOf(piece.listing_id) + more);
  }

  set(piece: Piece, counted: number): void {
    if (this.#state.refused) return;
    const box = withPiece(this.#state.box, piece, Math.max(0, counted));
    this.#change({ box, last: piece.listing_id, ...this.#unsaved() });
    if (this.#state.phase !== 'waiting') this.#plan(GATHER_MS);
  }

  /** Which listing a question meant; null drops the scan. */
  answer(question: Question, piece: Piece | null): void {
    this.#change({ questions: this.#state.questions.filter((one) => one !== question) });
    if (piece !== null) this.add(piece, question.times);
  }

  /** The server's newer count, as another device left it. */
  take(newer: StockCountView): void {
    if (!this.#at_work && newer !== this.#state.count) this.#change({ count: newer });
  }

  /** Tries at once what waits for the network. */
  readonly retry = (): void => {
    this.#delay_ms = FIRST_RETRY_MS;
    if (!isEmpty(this.#state.box)) this.#plan(0);
  };

  #change(next: Partial<KeeperState>): void {
    if (next.box && next.box !== this.#state.box) this.#doors.store.write(next.box);
    this.#state = { ...this.#state, ...next };
    for (const listener of this.#listeners) listener();
  }

  #unsaved(): Partial<KeeperState> {
    return this.#state.phase === 'saved' ? { phase: 'saving' } : {};
  }

  #plan(wait_ms: number): void {
    this.#cancel?.();
    this.#cancel = this.#running ? this.#doors.after(() => void this.#work(), wait_ms) : null;
  }

  async #work(): Promise<void> {
    this.#cancel = null;
    if (this.#at_work || !this.#running || this.#state.refused) return;
    this.#at_work = true;
    try {
      await this.#findWaiting();
      await this.#sendWaiting();
      this.#delay_ms = FIRST_RETRY_MS;
      const done = isEmpty(this.#state.box);
      this.#change({ phase: done ? 'saved' : 'saving' });
      if (!done) this.#plan(0);
    } catch (error) {
      this.#failed(error);
    }
    this.#at_work = false;
  }

  #failed(error: unknown): void {
    if (!(error instanceof OfflineError)) {
      this.#change({ phase: 'waiting', refused: error instanceof Error ? error : new Error(String(error)) });
      return;
    }
    this.#change({ phase: 'waiting' });
    this.#plan(this.#delay_ms);
    this.#delay_ms = Math.min(LONGEST_RETRY_MS, this.#delay_ms * 2);
  }

  async #findWaiting(): Promise<void> {
    for (const code of Object.keys(this.#state.box.scans)) {
      const { exact, like } = await this.#doors.find(code);
      const times = this.#state.box.scans[code] ?? 0;
      const box = withScan(this.#state.box, code, -times);
      const [only] = exact;
      if (only !== undefined && exact.length === 1) {
        this.#change({ box: withKnown(box, code, only) });
        this.add(only, times);
      } else {
        const others = this.#state.questions.filter((one) => one.code !== code);
        const before = this.#state.questions.find((one) => one.code === code)?.times ?? 0;
        const question = { code, pieces: exact.length > 0 ? exact : like, times: before + times };
        this.#change({ box, questions: [...others, question] });
      }
    }
  }

  async #sendWaiting(): Promise<void> {
    const waiting = Object.entries(this.#state.box.counted).slice(0, ENTRIES_AT_ONCE_MAX);
    if (waiting.length === 0) return;
    this.#change({ phase: 'saving' });
    const count = await this.#doors.send(waiting.map(([listing_id, { counted }]) => ({ listing_id, counted })));
    const counted = { ...this.#state.box.counted };
    // What was counted on while it was sent stays to be sent.
    for (const [listing_id, sent] of waiting)
      if (counted[listing_id]?.counted === sent.counted) delete counted[listing_id];
    this.#change({ count, box: { ...this.#state.box, counted } });
  }

  #countedOf(listing_id: string): number {
    const entry = this.#state.count.entries.find((one) => one.listing_id === listing_id);
    return this.#state.box.counted[listing_id]?.counted ?? entry?.counted ?? 0;
  }
}

function isEmpty({ counted, scans }: Box): boolean {
  return Object.keys(counted).length === 0 && Object.keys(scans).length === 0;
}
