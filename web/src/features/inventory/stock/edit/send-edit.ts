import type { BodyInput } from '../../../../../../contract/schemas.ts';
import { ApiError, call } from '../../../../lib/api.ts';
import { messageOf } from '../../../../lib/problems.ts';
import type { StockRow } from '../row.ts';
import { inTurn, readRow, showRow } from './stock-cache.ts';

/** What came of an edit. */
export type Outcome =
  | { readonly kind: 'done' }
  /** Somebody else changed the same thing since it was seen; `now` is the listing as it is. */
  | { readonly kind: 'conflict'; readonly now: StockRow }
  /** The pieces lie in several places: which of them it is has to be said. */
  | { readonly kind: 'where' }
  | { readonly kind: 'refused'; readonly why: string };

type Patch = BodyInput<'updateCollectible'>;

/** Versions that came between and touched other fields are passed over so often; then somebody else is at work. */
const TRIES_MAX = 3;
const WHY = 'Corrected in the stock table';

/**
 * Sends new fields of a listing, shown at once. What others changed meanwhile stays; only where they changed the very
 * field is it a conflict. What fails is taken back.
 * @param seen the listing as it stood when the person began.
 */
export async function sendFields(seen: StockRow, patch: Patch, shown: Partial<StockRow>): Promise<Outcome> {
  const { vendor_id, id } = seen;
  showRow(vendor_id, id, shown);
  return inTurn(id, async () => {
    try {
      let if_match = `"${seen.version}"`;
      for (let tries = 1; ; tries += 1) {
        const stale = await patchOnce({ vendor_id, id, patch, if_match });
        if (stale === null) return { kind: 'done' };
        if (tries === TRIES_MAX || !stale.conflicts.every(({ field, current }) => isSeen(seen, field, current))) {
          const { row } = await readRow(vendor_id, id);
          return { kind: 'conflict', now: row };
        }
        if_match = stale.etag;
      }
    } catch (error) {
      return takeBack(seen, shown, error);
    }
  });
}

interface Stale {
  readonly etag: string;
  readonly conflicts: readonly { readonly field: string; readonly current: unknown }[];
}

/** @returns null when it is done, and what it met when the version was another. */
async function patchOnce(edit: {
  readonly vendor_id: string;
  readonly id: string;
  readonly patch: Patch;
  readonly if_match: string;
}): Promise<Stale | null> {
  const { vendor_id, id, patch, if_match } = edit;
  try {
    const { data } = await call('updateCollectible', { params: { vendor_id, id }, body: patch, if_match });
    const { stock: _stock, photos: _photos, instrument_symbol: _symbol, ...row } = data;
    showRow(vendor_id, id, row);
    return null;
  } catch (error) {
    const problem = error instanceof ApiError && error.problems.find(({ code }) => code === 'version_mismatch');
    if (!problem) throw error;
    return { etag: String(problem['etag']), conflicts: problem['conflicts'] as Stale['conflicts'] };
  }
}

function isSeen(seen: StockRow, field: string, current: unknown): boolean {
  return seen[field as keyof StockRow] === current;
}

/**
 * Corrects what is on hand in all, if it still is what was seen.
 * @param locations of the vendor, the first of which takes what lies nowhere yet.
 */
export async function sendQuantity(seen: StockRow, to: number, locations: readonly string[]): Promise<Outcome> {
  const { vendor_id, id, on_hand, available } = seen;
  const change = to - on_hand;
  const shown = { on_hand: to, available: available + change };
  showRow(vendor_id, id, shown);
  return inTurn(id, async () => {
    try {
      const place = await placeOf(seen, locations);
      if (place.kind !== 'place') {
        showRow(vendor_id, id, { on_hand, available, ...(place.kind === 'conflict' && place.now) });
        return place;
      }
      const { location_id, expected_on_hand } = place;
      await call('adjustStock', {
        params: { vendor_id },
        body: { listing_id: id, location_id, change, expected_on_hand, reason: WHY },
      });
      await readRow(vendor_id, id).catch(() => undefined);
      return { kind: 'done' };
    } catch (error) {
      if (!(error instanceof ApiError) || !error.has('stock_changed')) return takeBack(seen, shown, error);
      const { row } = await readRow(vendor_id, id);
      return { kind: 'conflict', now: row };
    }
  });
}

type Place =
  | { readonly kind: 'place'; readonly location_id: string; readonly expected_on_hand: number }
  | Extract<Outcome, { readonly kind: 'conflict' | 'where' | 'refused' }>;

/** Where a correction goes: the one place the pieces lie in. */
async function placeOf(seen: StockRow, locations: readonly string[]): Promise<Place> {
  const [first] = locations;
  if (first === undefined) return { kind: 'refused', why: 'There is no location to keep it in.' };
  if (locations.length === 1) return { kind: 'place', location_id: first, expected_on_hand: seen.on_hand };
  const { data } = await call('getCollectible', { params: { vendor_id: seen.vendor_id, id: seen.id } });
  const { stock, photos: _photos, instrument_symbol: _symbol, ...now } = data;
  if (now.on_hand !== seen.on_hand) return { kind: 'conflict', now };
  const filled = stock.filter((level) => level.on_hand > 0);
  if (filled.length > 1) return { kind: 'where' };
  const location_id = filled[0]?.location_id ?? stock[0]?.location_id ?? first;
  return { kind: 'place', location_id, expected_on_hand: filled[0]?.on_hand ?? 0 };
}

/** What was shown too early is what it was, unless the server says better. */
async function takeBack(seen: StockRow, shown: Partial<StockRow>, error: unknown): Promise<Outcome> {
  const names = Object.keys(shown) as (keyof StockRow)[];
  showRow(seen.vendor_id, seen.id, Object.fromEntries(names.map((name) => [name, seen[name]])));
  await readRow(seen.vendor_id, seen.id).catch(() => undefined);
  return { kind: 'refused', why: messageOf(error) };
}
