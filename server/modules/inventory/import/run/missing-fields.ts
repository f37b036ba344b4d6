import type { ImportSettings } from '../read/types.ts';

/** Columns of which a file needs one at least, or it names no piece: an id, or words. */
const named = ['sku', 'cert_number', 'name', 'title', 'tcgplayer_id', 'scryfall_id', 'manabox_id', 'cardtrader_id'];
/** Without any of these a file changes nothing. */
const state = ['condition', 'grading_company', 'sku'];

/** What has to be said of a file's columns before it can be checked, as sentences; empty when nothing is missing. */
export function missingFields({ mapping }: ImportSettings): string[] {
  const mapped = new Set<string>(mapping.map(({ field }) => field));
  const needed = [];
  if (!named.some((field) => mapped.has(field))) needed.push('name or sku: what the piece is');
  if (!state.some((field) => mapped.has(field))) needed.push('condition or grading_company: in what state it is');
  return needed;
}
