import { z } from 'zod';
import { CreateCollectible } from '../../../../../contract/inventory-collectibles.ts';
import { Id } from '../../../../../contract/fields.ts';
import type { ImportField } from '../../../../../contract/inventory-imports.ts';
import { NameLocation } from '../../../../../contract/inventory-vendors.ts';
import { type CollectibleKind, type ListingStatus, listingStatuses } from '../../../../../contract/inventory-terms.ts';
import { type Condition, conditionWords } from './conditions.ts';
import { readMoney, readQuantity, wholeIn } from './read-amounts.ts';
import { readFacts } from './read-facts.ts';
import { readPhotoUrls } from './photo-urls.ts';
import { readState } from './read-condition.ts';
import { columnsByField, RowReading } from './row-reading.ts';
import type { Drafted, DraftSettings, ExternalSource, Facts, RowDraft, RowDrafter } from './types.ts';
import { lexicon, plain } from './words.ts';

const kinds = lexicon<CollectibleKind>({
  card: 'card,single,singles,trading card,karte,einzelkarte,carte,carta',
  comic: 'comic,comic book,bd,fumetto',
  coin: 'coin,münze,monnaie,moneda,moneta',
  sealed: 'sealed,sealed product,booster box,booster,display',
  watch: 'watch,uhr,montre,reloj,orologio',
  other: 'other',
});
const statuses = lexicon<ListingStatus>(Object.fromEntries(listingStatuses.map((status) => [status, status])));
const ExternalId = z.string().regex(/^[\w-]{1,80}$/, 'This is no id of that program');
const sources: readonly (readonly [ExternalSource, ImportField, z.ZodType<string>])[] = [
  ['tcgplayer', 'tcgplayer_id', ExternalId],
  ['scryfall', 'scryfall_id', Id],
  ['manabox', 'manabox_id', ExternalId],
  ['cardtrader', 'cardtrader_id', ExternalId],
];

/** Reads rows by these settings; what can be looked up once is looked up here. */
export function rowDrafter(settings: DraftSettings): RowDrafter {
  const columns = columnsByField(settings);
  const words = conditionWords(settings.dialect, settings.condition_aliases);
  return (row) => {
    const reading = new RowReading(row, settings, columns);
    if (!reading.isWhole()) return { errors: reading.errors };
    return drafted(reading, settings, words, row.line);
  };
}

function drafted(
  reading: RowReading,
  settings: DraftSettings,
  words: ReadonlyMap<string, Condition>,
  line: number,
): Drafted {
  const said = readKind(reading);
  const { printing, ...state } = readState(reading, settings, words, said ?? 'card');
  const facts = readFacts(reading, settings, printing);
  const draft: RowDraft = {
    line,
    sku: reading.judged('sku', CreateCollectible.shape.sku),
    barcode: reading.judged('barcode', CreateCollectible.shape.barcode),
    kind: said ?? kindFrom(state.condition, facts),
    title: reading.judged('title', CreateCollectible.shape.title),
    facts,
    ...state,
    ...readMoney(reading, settings),
    shelf: reading.judged('shelf', CreateCollectible.shape.shelf),
    note: reading.judged('note', CreateCollectible.shape.note),
    low_stock_at: wholeIn(reading, settings, { field: 'low_stock_at', min: 0, code: 'value_invalid' }),
    status: readStatus(reading),
    quantity: readQuantity(reading, settings),
    location: reading.judged('location', NameLocation.shape.name),
    external_ids: Object.fromEntries(
      sources.flatMap(([source, field, schema]) => {
        const id = reading.judged(field, schema);
        return id === null ? [] : [[source, id] as const];
      }),
    ),
    photo_urls: readPhotoUrls(reading),
  };
  refuseAsWhole(reading, draft);
  return reading.errors.length > 0 ? { errors: reading.errors } : { draft };
}

/** What no single cell is wrong about. */
function refuseAsWhole(reading: RowReading, draft: RowDraft): void {
  if (reading.errors.length > 0) return;
  const isNamed = draft.sku !== null || draft.facts.name !== undefined || Object.keys(draft.external_ids).length > 0;
  if (!isNamed && (draft.facts.set_code ?? draft.facts.set_name) === undefined)
    reading.fail(null, 'identity_missing', 'The row does not say what it is about.', {
      accepted: 'A SKU, a name, a set with a number, or an id of a catalogue.',
    });
  const { quantity } = draft;
  const pieces = quantity === null ? 0 : 'level' in quantity ? quantity.level : quantity.delta;
  if (draft.grading !== null && pieces > 1)
    reading.fail('quantity', 'graded_is_single', 'A graded piece is one of a kind.', { accepted: '0 or 1.' });
}

function readKind(reading: RowReading): CollectibleKind | null {
  const text = reading.text('kind');
  if (text === '') return null;
  return kinds.get(plain(text)) ?? reading.fail('kind', 'kind_unknown', 'No kind of this name is known.');
}

/** What is sealed and has no number in a set is a product, no card. */
function kindFrom(condition: Condition | null, facts: Facts): CollectibleKind | null {
  return condition === 'SEALED' && facts.collector_number === undefined ? 'sealed' : null;
}

function readStatus(reading: RowReading): ListingStatus | null {
  const text = reading.text('status');
  if (text === '') return null;
  return statuses.get(plain(text)) ?? reading.fail('status', 'status_unknown', 'No status of this name is known.');
}
