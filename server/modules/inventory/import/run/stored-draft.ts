import type { PrintingView } from '../../../../../contract/inventory-catalogue.ts';
import type { RowDraft } from '../read/types.ts';

/** A row as it waits for its application: what it says, and what the catalogue added to it. */
export interface StoredDraft extends RowDraft {
  /** Of the catalogue, if it knows this card. */
  readonly printing: PrintingView | null;
  /** Where its pieces are counted; null where the row says nothing of pieces. */
  readonly location_id: string | null;
}
