import type { CollectibleSummaryView } from '../../../../../contract/inventory-collectibles.ts';
import { call } from '../../../lib/api.ts';
import type { Piece } from './count-keeper.ts';

/** Listings a code or some words may mean are shown up to this many. */
const LIKE_MAX = 12;
const COUNTED = 'draft,active,paused,sold_out';

/** What a scanned code or typed words mean: SKU, barcode and certificate number are meant as a whole. */
export async function findPieces(
  vendor_id: string,
  code: string,
): Promise<{ readonly exact: readonly Piece[]; readonly like: readonly Piece[] }> {
  const query = { q: code, status: COUNTED, limit: LIKE_MAX } as const;
  const { data } = await call('listCollectibles', { params: { vendor_id }, query });
  const exact = data.filter((one) => bears(one, code.toLowerCase()));
  return { exact: exact.map(pieceOf), like: data.map(pieceOf) };
}

function bears({ sku, barcode, grading }: CollectibleSummaryView, code: string): boolean {
  return [sku, barcode, grading?.cert_number].some((one) => one?.toLowerCase() === code);
}

function pieceOf(one: CollectibleSummaryView): Piece {
  return { listing_id: one.id, title: one.title, sku: one.sku, marks: marksOf(one) };
}

/** "base1 4/102 · NM foil en". */
function marksOf({ condition, grading, card_details: card }: CollectibleSummaryView): string {
  const state = grading === null ? (condition ?? '') : `${grading.company} ${grading.grade}`;
  const finish = card && card.finish !== 'normal' ? card.finish.replaceAll('_', ' ') : '';
  const print = [card?.set_code, card?.collector_number].filter(Boolean).join(' ');
  const rest = [state, finish, card?.language].filter(Boolean).join(' ');
  return [print, rest].filter((part) => part !== '').join(' · ');
}
