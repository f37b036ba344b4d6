import { COUNT_ENTRIES_MAX } from '../../../../../contract/inventory-terms.ts';
import type { Piece } from './count-keeper.ts';

/** What a device holds of a count until the server has it. */
export interface Box {
  /** By listing: how many, as they are to be sent. */
  readonly counted: Readonly<Record<string, Piece & { readonly counted: number }>>;
  /** Codes that were scanned and not looked up yet, and how often. */
  readonly scans: Readonly<Record<string, number>>;
  /** What codes were found to mean, so that a known card counts without the network. */
  readonly known: Readonly<Record<string, Piece>>;
}

/** Where the box is kept. */
export interface CountBox {
  readonly read: () => Box | null;
  readonly write: (box: Box) => void;
}

export const emptyBox: Box = { counted: {}, scans: {}, known: {} };
/** Different codes that wait to be looked up. */
const SCANS_MAX = 500;
const KNOWN_MAX = 1_000;
const KEY = 'omni-stock.count.';

/** So many more scans of a code; null where no more codes can be held. */
export function withScan(box: Box, code: string, more: number): Box;
export function withScan(box: Box, code: string, more: 1): Box | null;
export function withScan(box: Box, code: string, more: number): Box | null {
  const { [code]: before = 0, ...others } = box.scans;
  const times = before + more;
  const held = Object.keys(others).length + Object.keys(box.counted).length;
  if (more > 0 && before === 0 && held >= Math.min(SCANS_MAX, COUNT_ENTRIES_MAX)) return null;
  return { ...box, scans: times > 0 ? { ...others, [code]: times } : others };
}

export function withPiece(box: Box, piece: Piece, counted: number): Box {
  return { ...box, counted: { ...box.counted, [piece.listing_id]: { ...piece, counted } } };
}

/** Remembers what a code means; the oldest is forgotten. */
export function withKnown(box: Box, code: string, piece: Piece): Box {
  const known = Object.entries({ ...box.known, [code]: piece }).slice(-KNOWN_MAX);
  return { ...box, known: Object.fromEntries(known) };
}

/** The box of one count in this browser. A spoilt one is as none. */
export function browserBox(count_id: string): CountBox & { readonly clear: () => void } {
  const key = KEY + count_id;
  return {
    read() {
      try {
        const held: unknown = JSON.parse(localStorage.getItem(key) ?? 'null');
        return isBox(held) ? held : null;
      } catch {
        return null;
      }
    },
    write(box) {
      try {
        localStorage.setItem(key, JSON.stringify(box));
      } catch {
        // Storage is full or blocked: it is still held by the page, until the page is left.
      }
    },
    clear() {
      try {
        localStorage.removeItem(key);
      } catch {
        // As above.
      }
    },
  };
}

function isBox(held: unknown): held is Box {
  if (typeof held !== 'object' || held === null) return false;
  const { counted, scans, known } = held as Record<string, unknown>;
  return [counted, scans, known].every((part) => typeof part === 'object' && part !== null);
}
