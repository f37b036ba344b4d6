import type { Finish } from '../../../contract/inventory-terms.ts';
import { tables } from '../../platform/db/tables.ts';

interface CatalogueTables {
  sets: SetsTable;
  cards: { id: string; game: string; name_key: string; words: string };
  printings: PrintingsTable;
  words: { word: string };
  starters: { name: string; edition: string; imported_at: Date };
}

interface SetsTable {
  game: string;
  set_key: string;
  set_code: string;
  set_name: string;
  name_key: string;
  name_language: string;
  released_on: string | null;
  printed_total: number | null;
  printings: number;
}

interface PrintingsTable {
  id: string;
  game: string;
  set_key: string;
  card_id: string;
  name: string;
  collector_number: string;
  number_key: string;
  language: string;
  variant: string | null;
  rarity: string | null;
  finishes: Finish[];
  artist: string | null;
  released_on: string | null;
  image_url: string | null;
  image_small_url: string | null;
  external_ids: Readonly<Record<string, string>>;
  words: string;
}

/** The shared catalogue: no vendor's, so that every transaction may read it. */
export const catalogue = tables<CatalogueTables>('catalogue');
