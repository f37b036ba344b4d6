import type { CollectibleSummaryView } from '../../../../../contract/inventory-collectibles.ts';
import type { ListingStatus } from '../../../../../contract/inventory-terms.ts';
import { UNKNOWN } from '../../../lib/format/number.ts';

/** A row of the stock table: one listing as the list answers it. */
export type StockRow = CollectibleSummaryView;

export const statusLabels: Readonly<Record<ListingStatus, string>> = {
  draft: 'Draft',
  active: 'Active',
  paused: 'Paused',
  sold_out: 'Sold out',
  archived: 'Archived',
};
export const kindLabels: Readonly<Record<StockRow['kind'], string>> = {
  card: 'Card',
  comic: 'Comic',
  coin: 'Coin',
  sealed: 'Sealed',
  watch: 'Watch',
  other: 'Other',
};

/** "nonfoil" is what most cards are: it is said, so that nothing has to be concluded from an empty cell. */
const finishLabels: Readonly<Record<string, string>> = {
  normal: 'Nonfoil',
  foil: 'Foil',
  holofoil: 'Holofoil',
  reverse_holofoil: 'Reverse holo',
  etched: 'Etched',
  other: 'Other',
};

export function finishLabel(finish: string): string {
  return finishLabels[finish] ?? finish;
}

/** The name beside its own columns: a title that goes on with the set and the number says them twice. */
export function nameOf({ title, card_details: card }: StockRow): string {
  return card !== undefined && title.startsWith(`${card.name}, `) ? card.name : title;
}

/** "EMG 087/198": where the piece comes from, in the words of its kind. */
export function originOf(row: StockRow): string {
  const { card_details: card, sealed_details: sealed, comic_details: comic, watch_details: watch } = row;
  const coin = row.coin_details;
  const parts = card
    ? [card.set_code?.toUpperCase() ?? card.set_name, card.collector_number]
    : sealed
      ? [sealed.set_code?.toUpperCase() ?? sealed.set_name]
      : comic
        ? [comic.publisher, comic.year]
        : watch
          ? [watch.reference, watch.year]
          : coin
            ? [coin.country, coin.year]
            : [row.other_details?.maker, row.other_details?.year];
  return parts.filter((part) => part !== null && part !== undefined && part !== '').join(' ') || UNKNOWN;
}

/** The name of the set in full, for a tip. */
export function setNameOf(row: StockRow): string {
  return row.card_details?.set_name ?? row.sealed_details?.set_name ?? '';
}

export function finishOf(row: StockRow): string {
  return row.card_details ? finishLabel(row.card_details.finish) : UNKNOWN;
}

export function languageOf(row: StockRow): string {
  return (row.card_details?.language ?? row.sealed_details?.language)?.toUpperCase() ?? UNKNOWN;
}

/** "NM", or "PSA 9". */
export function gradeOf(row: StockRow): string {
  const { grading, condition } = row;
  if (grading === null) return condition ?? UNKNOWN;
  return [grading.company, grading.grade ?? 'genuine'].join(' ');
}

/** Price less cost in percent of the price, as decimal text; null where one of them is not known. */
export function marginOf({ price_minor, cost_minor }: Pick<StockRow, 'price_minor' | 'cost_minor'>): string | null {
  if (price_minor === null || cost_minor === null || price_minor === 0) return null;
  return (Math.round(((price_minor - cost_minor) / price_minor) * 1000) / 10).toFixed(1);
}

/** "12 Nov", "3 h", "just now": how long ago, in as few letters as a narrow column has. */
export function shortAgo(moment: string, now_ms: number): string {
  const at = Date.parse(moment);
  const minutes = Math.floor((now_ms - at) / 60_000);
  if (minutes < 1) return 'just now';
  if (minutes < 60) return `${minutes} min`;
  if (minutes < 24 * 60) return `${Math.floor(minutes / 60)} h`;
  if (minutes < 48 * 60) return 'Yesterday';
  const year = new Date(at).getFullYear() === new Date(now_ms).getFullYear();
  return (year ? thisYear : otherYear).format(at);
}
const thisYear = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short' });
const otherYear = new Intl.DateTimeFormat('en-GB', { month: 'short', year: 'numeric' });
