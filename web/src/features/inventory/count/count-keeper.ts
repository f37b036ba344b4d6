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

export interface CountKeeper {
  readonly state: () => KeeperState;
  readonly subscribe: (listener: () => void) => () => void;
  /** What a scanner or a person typed. @returns false where no more scans can be held. */
  readonly scan: (code: string) => boolean;
  /** So many more, or fewer, of a listing. */
  readonly add: (piece: Piece, change: number) => void;
  readonly set: (piece: Piece, counted: number) => void;
  /** Which listing a question meant; null drops the scan. */
  readonly answer: (question: Question, piece: Piece | null) => void;
  /** The server's newer count, as another device left it. */
  readonly take: (count: StockCountView) => void;
  /** Tries at once what waits for the network. */
  readonly retry: () => void;
  /** Begins to send what is held, and goes on until it is stopped. @returns the way to stop. */
  readonly start: () => () => void;
}

const FIRST_RETRY_MS = 1_000;
const LONGEST_RETRY_MS = 20_000;
/** Scans of one card after another go in one call. */
const GATHER_MS = 250;

/**
 * Counts on a device whose network comes and goes. Every scan is in the box on the device before anything else, and
 * leaves it when the server has it. Whole numbers are sent and not steps: sent twice, they are the same.
 */
export function createCountKeeper(count: StockCountView, doors: KeeperDoors): CountKeeper {
  const listeners = new Set<() => void>();
  let state: KeeperState = {
    box: doors.store.read() ?? emptyBox,
    count,
    last: null,
    questions: [],
    phase: 'saved',
    refused: null,
  };
  let cancel: (() => void) | null = null;
  let delay_ms = FIRST_RETRY_MS;
  let at_work = false;
  let running = false;

  const change = (next: Partial<KeeperState>): void => {
    if (next.box && next.box !== state.box) doors.store.write(next.box);
    state = { ...state, ...next };
    for (const listener of listeners) listener();
  };
  const plan = (wait_ms: number): void => {
    cancel?.();
    cancel = !running ? null : doors.after(() => void work(), wait_ms);
  };

  async function work(): Promise<void> {
    cancel = null;
    if (at_work || !running || state.refused) return;
    at_work = true;
    try {
      await findWaiting();
      await sendWaiting();
      delay_ms = FIRST_RETRY_MS;
      change({ phase: isEmpty(state.box) ? 'saved' : 'saving' });
      if (!isEmpty(state.box)) plan(0);
    } catch (error) {
      if (error instanceof OfflineError) {
        change({ phase: 'waiting' });
        plan(delay_ms);
        delay_ms = Math.min(LONGEST_RETRY_MS, delay_ms * 2);
      } else change({ phase: 'waiting', refused: error instanceof Error ? error : new Error(String(error)) });
    }
    at_work = false;
  }

  async function findWaiting(): Promise<void> {
    for (const code of Object.keys(state.box.scans)) {
      const { exact, like } = await doors.find(code);
      const times = state.box.scans[code] ?? 0;
      const [only] = exact;
      const box = withScan(state.box, code, -times);
      if (only !== undefined && exact.length === 1) {
        change({ box: withKnown(box, code, only) });
        addTo(only, times);
      } else {
        const question = { code, pieces: exact.length > 0 ? exact : like, times };
        change({ box, questions: [...state.questions.filter((one) => one.code !== code), question] });
      }
    }
  }

  async function sendWaiting(): Promise<void> {
    const waiting = Object.entries(state.box.counted).slice(0, ENTRIES_AT_ONCE_MAX);
    if (waiting.length === 0) return;
    change({ phase: 'saving' });
    const answer = await doors.send(waiting.map(([listing_id, { counted }]) => ({ listing_id, counted })));
    const counted = { ...state.box.counted };
    // What was counted on while it was sent stays to be sent.
    for (const [listing_id, sent] of waiting)
      if (counted[listing_id]?.counted === sent.counted) delete counted[listing_id];
    change({ count: answer, box: { ...state.box, counted } });
  }

  function countedOf(listing_id: string): number {
    const entry = state.count.entries.find((one) => one.listing_id === listing_id);
    return state.box.counted[listing_id]?.counted ?? entry?.counted ?? 0;
  }

  function setTo(piece: Piece, counted: number): void {
    if (state.refused) return;
    const box = withPiece(state.box, piece, Math.max(0, counted));
    change({ box, last: piece.listing_id, ...(state.phase === 'saved' && { phase: 'saving' as const }) });
    if (state.phase !== 'waiting') plan(GATHER_MS);
  }

  function addTo(piece: Piece, more: number): void {
    setTo(piece, countedOf(piece.listing_id) + more);
  }

  return {
    state: () => state,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    scan(code) {
      const known = state.box.known[code];
      if (known) {
        addTo(known, 1);
        return true;
      }
      const box = withScan(state.box, code, 1);
      if (box === null) return false;
      change({ box, ...(state.phase === 'saved' && { phase: 'saving' as const }) });
      if (state.phase !== 'waiting') plan(0);
      return true;
    },
    add: addTo,
    set: setTo,
    answer(question, piece) {
      change({ questions: state.questions.filter((one) => one !== question) });
      if (piece !== null) addTo(piece, question.times);
    },
    take(newer) {
      if (!at_work) change({ count: newer });
    },
    retry() {
      delay_ms = FIRST_RETRY_MS;
      if (!isEmpty(state.box)) plan(0);
    },
    start() {
      running = true;
      if (!isEmpty(state.box)) {
        change({ phase: 'saving' });
        plan(0);
      }
      return () => {
        running = false;
        cancel?.();
      };
    },
  };
}

function isEmpty({ counted, scans }: Box): boolean {
  return Object.keys(counted).length === 0 && Object.keys(scans).length === 0;
}
