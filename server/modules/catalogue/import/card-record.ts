import type { CatalogueSource } from '../../../../contract/inventory-catalogue.ts';
import type { Finish } from '../../../../contract/inventory-terms.ts';

/** A set as a source tells it; what it does not tell is null and leaves what is known. */
export interface SetRecord {
  readonly game: string;
  readonly set_code: string;
  readonly set_name: string | null;
  /** BCP 47, of the name. */
  readonly name_language: string;
  readonly released_on: string | null;
  /** The date is one card's: the set is at least as old. */
  readonly released_by: string | null;
  readonly printed_total: number | null;
}

/** A printing as a source tells it, in our words. */
export interface PrintingRecord {
  readonly source: CatalogueSource;
  readonly source_id: string;
  readonly set: SetRecord;
  readonly name: string;
  /** Other words it is looked for by: the name as printed in its language. */
  readonly also: readonly string[];
  readonly collector_number: string;
  readonly language: string;
  readonly variant: string | null;
  readonly rarity: string | null;
  readonly finishes: readonly Finish[];
  readonly artist: string | null;
  readonly released_on: string | null;
  readonly image_url: string | null;
  readonly image_small_url: string | null;
  readonly external_ids: Readonly<Partial<Record<CatalogueSource, string>>>;
}

export type CardRecord =
  | { readonly kind: 'set'; readonly set: SetRecord }
  | { readonly kind: 'printing'; readonly printing: PrintingRecord };

/** Why a row cannot be taken, in a sentence. */
export class WrongRow extends Error {
  override readonly name = 'WrongRow';
}
