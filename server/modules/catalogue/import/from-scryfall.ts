import type { Finish } from '../../../../contract/inventory-terms.ts';
import { bcp47 } from './languages.ts';
import {
  ARTIST_MAX,
  dateIn,
  imageIn,
  isRow,
  maybe,
  NAME_MAX,
  needed,
  NUMBER_MAX,
  type ReadRow,
  type Row,
  rowIn,
  SET_CODE_MAX,
  SET_NAME_MAX,
  SHORT_MAX,
  SOURCE_ID_MAX,
  textsIn,
} from './read-fields.ts';

const finishNames: Readonly<Record<string, Finish>> = { nonfoil: 'normal', foil: 'foil', etched: 'etched' };

/** Cards of Magic in Scryfall's bulk files. What exists on screens alone is left out. */
export const fromScryfall: ReadRow = (row, options) => {
  if (row['object'] !== 'card' || row['collector_number'] === undefined) return null;
  const games = textsIn(row, 'games');
  if (row['digital'] === true || (games.length > 0 && !games.includes('paper'))) return [];
  const released_on = dateIn(row, 'released_at');
  const images = imagesOf(row);
  const printed = maybe(row, 'printed_name', NAME_MAX);
  const source_id = needed(row, 'id', SOURCE_ID_MAX);
  const set = {
    game: options.game ?? 'mtg',
    set_code: needed(row, 'set', SET_CODE_MAX),
    set_name: needed(row, 'set_name', SET_NAME_MAX),
    name_language: 'en',
    released_on: null,
    released_by: released_on,
    printed_total: null,
  };
  const printing = {
    source: 'scryfall' as const,
    source_id,
    set,
    name: needed(row, 'name', NAME_MAX),
    also: printed === null ? [] : [printed],
    collector_number: needed(row, 'collector_number', NUMBER_MAX),
    language: bcp47(needed(row, 'lang', SHORT_MAX)),
    variant: variantOf(row),
    rarity: maybe(row, 'rarity', SHORT_MAX),
    finishes: finishesOf(row),
    artist: maybe(row, 'artist', ARTIST_MAX),
    released_on,
    image_url: imageIn(images, 'normal'),
    image_small_url: imageIn(images, 'small'),
    external_ids: {
      scryfall: source_id,
      ...idOf(row, { field: 'tcgplayer_id', as: 'tcgplayer' }),
      ...idOf(row, { field: 'cardmarket_id', as: 'cardmarket' }),
    },
  };
  return [{ kind: 'printing', printing }];
};

/** A card with two faces has its pictures on them. */
function imagesOf(row: Row): Row {
  const faces: unknown = row['card_faces'];
  const [front] = Array.isArray(faces) ? (faces as unknown[]) : [];
  return isRow(row['image_uris']) || !isRow(front) ? rowIn(row, 'image_uris') : rowIn(front, 'image_uris');
}

function finishesOf(row: Row): Finish[] {
  const named = textsIn(row, 'finishes').map((finish) => finishNames[finish] ?? 'other');
  return named.length > 0 ? [...new Set(named)] : ['normal'];
}

function variantOf(row: Row): string | null {
  const effects = textsIn(row, 'frame_effects');
  const traits = [
    row['border_color'] === 'borderless' ? 'Borderless' : null,
    effects.includes('showcase') ? 'Showcase' : null,
    effects.includes('extendedart') ? 'Extended Art' : null,
    row['full_art'] === true ? 'Full Art' : null,
    row['textless'] === true ? 'Textless' : null,
    row['promo'] === true ? 'Promo' : null,
  ].filter((trait) => trait !== null);
  return traits.length > 0 ? traits.join(', ') : null;
}

function idOf(row: Row, { field, as }: { readonly field: string; readonly as: string }): Record<string, string> {
  const id = maybe(row, field, SOURCE_ID_MAX);
  return id === null ? {} : { [as]: id };
}
