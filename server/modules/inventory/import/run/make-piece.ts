import { newSku, titleFrom } from '../../naming.ts';
import { newListing } from '../read/index.ts';
import type { ImportContext } from './context.ts';
import type { Made } from './plan-rows.ts';
import type { StoredDraft } from './stored-draft.ts';

/** The listing that a row would make, as a draft: whether it may be on sale is asked where it is made. */
export function makePiece({ vendor_id, draft_settings }: ImportContext, draft: StoredDraft): Made {
  const { printing } = draft;
  const made = newListing({ ...draft, status: 'draft' }, draft_settings, { vendor_id, printing });
  if ('errors' in made) return made;
  const { vendor_id: _, kind, sku, title, condition, source_condition, grading, ...rest } = made.listing;
  const { cost_minor, price_minor, currency, shelf, note, barcode, low_stock_at, status } = rest;
  const details = rest[`${kind}_details`] ?? {};
  return {
    kind,
    content: {
      sku: sku ?? newSku(kind, details),
      title: title ?? titleFrom(kind, details),
      condition,
      source_condition,
      grading,
      cost_minor,
      price_minor,
      currency: currency ?? draft_settings.vendor_currency,
      shelf,
      note,
      barcode,
      low_stock_at,
      status,
      details,
    },
  };
}
