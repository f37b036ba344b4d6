import { z } from 'zod';
import { PAGE_LIMIT_MAX } from './endpoint.ts';
import { Id, Page, text } from './fields.ts';
import { Game } from './inventory-details.ts';
import { finishes } from './inventory-terms.ts';

/** The shared catalogue: games, their sets, and printings of cards. Nobody's stock; open to everyone. */

export const GAMES_MAX = 200;
export const IMAGE_URL_LENGTH_MAX = 500;
/** Where else a printing is known, and by which id there. */
export const catalogueSources = ['scryfall', 'pokemontcg', 'tcgdex', 'tcgplayer', 'cardmarket', 'fab'] as const;
export type CatalogueSource = (typeof catalogueSources)[number];

const ImageUrl = z
  .url({ protocol: /^https$/ })
  .max(IMAGE_URL_LENGTH_MAX)
  .nullable();

export const CatalogueGame = z.strictObject({ game: Game, name: z.string(), sets: z.int(), printings: z.int() });
export const CatalogueGameList = z.array(CatalogueGame).max(GAMES_MAX);
export const CatalogueSetsQuery = Page.extend({ game: Game.optional(), q: text({ min: 1, max: 100 }).optional() });
export const CatalogueSet = z.strictObject({
  game: Game,
  set_code: z.string(),
  set_name: z.string(),
  /** "2026-05-08"; null where it is not known. */
  released_on: z.iso.date().nullable(),
  printings: z.int(),
});
export const CatalogueSetList = z.array(CatalogueSet).max(PAGE_LIMIT_MAX);
export const PrintingsQuery = z.strictObject({
  /** A name, misspelled or in part, with a set code or a collector number beside it if you know them. */
  q: text({ min: 1, max: 100 }),
  game: Game.optional(),
  set: text({ min: 1, max: 40 }).optional(),
  limit: z.coerce.number().int().min(1).max(50).default(20),
});
/** One card as it was printed in one set in one language. */
export const Printing = z.strictObject({
  id: Id,
  game: Game,
  set_code: z.string(),
  set_name: z.string(),
  collector_number: z.string(),
  name: z.string(),
  /** What tells it from others of the same number: "Extended Art, Cold Foil"; null for the plain one. */
  variant: z.string().nullable(),
  rarity: z.string().nullable(),
  language: z.string(),
  finishes: z.array(z.enum(finishes)).min(1).max(finishes.length),
  artist: z.string().nullable(),
  released_on: z.iso.date().nullable(),
  image_url: ImageUrl,
  image_small_url: ImageUrl,
  external_ids: z.partialRecord(z.enum(catalogueSources), z.string().max(80)),
});
export const PrintingList = z.array(Printing).max(50);

export type PrintingView = z.output<typeof Printing>;
export type CatalogueSetView = z.output<typeof CatalogueSet>;
