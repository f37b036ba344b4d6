import { inventory, type VendorTx } from '../../tables.ts';
import type { Trouble } from './row-error.ts';
import type { StoredDraft } from './stored-draft.ts';

type Quantity = Pick<StoredDraft, 'quantity' | 'location_id'>;

/**
 * The rows of a file that were looked at, by the piece they are about: a later row of one piece adds to its stock. Said
 * to be so many at one place, a piece stands there once.
 */
export class SeenRows {
  /** Line of the first row of each piece; below 0 where it was rejected. */
  readonly #firsts = new Map<string, number>();
  readonly #places = new Map<string, { readonly line: number; readonly adds: boolean }>();
  /** Rows that are about one listing by different names. */
  readonly #listings = new Map<string, number>();

  /** @returns the first row of this piece, or what is wrong with there being two. */
  see(
    key: string,
    line: number,
    draft: Quantity,
  ): { readonly first_line: number | null; readonly trouble: Trouble | null } {
    const first = this.#firsts.get(key);
    const place = `${key} ${draft.location_id ?? ''}`;
    const there = this.#places.get(place);
    const adds = draft.quantity !== null && 'delta' in draft.quantity;
    if (there === undefined) this.#places.set(place, { line, adds });
    if (first === undefined) {
      this.#firsts.set(key, line);
      return { first_line: null, trouble: null };
    }
    const twice = there !== undefined && !(adds && there.adds);
    return {
      first_line: Math.abs(first),
      trouble: first < 0 ? firstTrouble(-first) : twice ? twiceTrouble(there.line) : null,
    };
  }

  /** A row that says what a listing is. @returns what is wrong where another row did, by another name. */
  claim(listing_id: string, line: number): Trouble | null {
    const other = this.#listings.get(listing_id);
    if (other !== undefined && other !== line) return twiceTrouble(other);
    this.#listings.set(listing_id, line);
    return null;
  }

  reject(key: string): void {
    const first = this.#firsts.get(key);
    if (first !== undefined) this.#firsts.set(key, -Math.abs(first));
  }

  /** What an earlier process has seen of this file. */
  static async read(tx: VendorTx, vendor_id: string, import_id: string): Promise<SeenRows> {
    const seen = new SeenRows();
    const rows = await inventory(tx)
      .selectFrom('import_rows')
      .where('vendor_id', '=', vendor_id)
      .where('import_id', '=', import_id)
      .where('key', 'is not', null)
      .orderBy('line')
      .select(['line', 'key', 'outcome', 'first_line', 'listing_id', 'draft'])
      .execute();
    for (const { line, key, outcome, first_line, listing_id, draft } of rows) {
      if (key === null) continue;
      seen.see(key, line, draft ?? { quantity: null, location_id: null });
      if (first_line !== null) continue;
      if (outcome === 'rejected') seen.reject(key);
      else if (listing_id !== null) seen.claim(listing_id, line);
    }
    return seen;
  }
}

export function firstTrouble(line: number): Trouble {
  return {
    code: 'first_line_rejected',
    message: `It adds to the piece of line ${line}, which is rejected.`,
    accepted: `line ${line} put right`,
  };
}

function twiceTrouble(line: number): Trouble {
  return {
    code: 'same_piece_twice',
    message: `Line ${line} is about the same piece at the same place.`,
    accepted: 'one line with the pieces of both, or quantities that are added',
  };
}
