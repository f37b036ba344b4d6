import {
  CardDetails,
  CoinDetails,
  ComicDetails,
  OtherDetails,
  WatchDetails,
} from '../../../../../contract/inventory-details.ts';
import type { ImportField } from '../../../../../contract/inventory-imports.ts';
import { finishOf, type Printing } from './finishes.ts';
import { gameOf } from './games.ts';
import { languageOf } from './languages.ts';
import type { RowReading } from './row-reading.ts';
import type { DraftSettings, FactField, Facts } from './types.ts';
import { plain, truthOf } from './words.ts';

/** Fields of plain text or a number, each judged as the API judges it. */
const schemas = {
  name: CardDetails.shape.name,
  set_code: CardDetails.shape.set_code,
  set_name: CardDetails.shape.set_name,
  collector_number: CardDetails.shape.collector_number,
  rarity: CardDetails.shape.rarity,
  publisher: ComicDetails.shape.publisher,
  variant: ComicDetails.shape.variant,
  country: CoinDetails.shape.country,
  mint_mark: CoinDetails.shape.mint_mark,
  metal: CoinDetails.shape.metal,
  brand: WatchDetails.shape.brand,
  reference: WatchDetails.shape.reference,
  serial_number: WatchDetails.shape.serial_number,
  maker: OtherDetails.shape.maker,
} as const;
const FLAGS = ['first_edition', 'signed', 'altered', 'box', 'papers'] as const;
/** What a spreadsheet makes of "4/102" when it takes it for a date. */
const AS_DATE =
  /^(?:\d{1,2}-(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)|(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)-\d{2})$/;

/** @param said by the condition: "Near Mint 1st Edition Holofoil". */
export function readFacts(
  reading: RowReading,
  settings: DraftSettings,
  said: Printing & { readonly language: string | null },
): Facts {
  const facts: Partial<Record<FactField, string | boolean | number>> = {};
  const put = (field: FactField, value: string | boolean | number | null): void => {
    if (value !== null) facts[field] = value;
  };
  for (const [field, schema] of Object.entries(schemas) as [keyof typeof schemas, (typeof schemas)['name']][])
    put(field, reading.judged(field, schema));
  if (AS_DATE.test(String(facts.collector_number ?? '')))
    reading.fail('collector_number', 'number_became_date', 'A spreadsheet took this number for a date.');
  const year = reading.text('year');
  if (year !== '')
    put('year', reading.judge('year', ComicDetails.shape.year, /^-?\d{1,4}$/.test(year) ? Number(year) : year));
  const game = readGame(reading, settings);
  put('game', game?.game ?? null);
  put('language', readLanguage(reading, settings) ?? said.language ?? game?.language ?? null);
  const printing = readFinish(reading);
  if (printing.finish !== null && said.finish !== null && printing.finish !== said.finish)
    reading.fail('finish', 'finish_conflict', 'The condition names another finish than this column.');
  put('finish', printing.finish ?? said.finish);
  const edition = printing.first_edition ?? said.first_edition;
  for (const flag of FLAGS) put(flag, readFlag(reading, flag) ?? (flag === 'first_edition' ? edition : null));
  return facts;
}

function readGame(reading: RowReading, settings: DraftSettings): ReturnType<typeof gameOf> {
  const text = reading.text('game');
  if (text === '') return null;
  return (
    gameOf(text, settings.dialect, settings.known_games) ??
    reading.fail('game', 'game_unknown', 'No game of this name is known.')
  );
}

function readLanguage(reading: RowReading, settings: DraftSettings): string | null {
  const [cell] = reading.all('language');
  if (cell === undefined) return null;
  return (
    languageOf(cell.text, settings.dialect, plain(cell.header)) ??
    reading.fail('language', 'language_unknown', 'No language of this name is known.')
  );
}

/** Several columns may each stand for one finish: what is not plain in one of them holds. */
function readFinish(reading: RowReading): Printing {
  let found: Printing = { finish: null, first_edition: null };
  for (const { header, text } of reading.all('finish')) {
    const printing = finishOf(text, plain(header));
    if (printing === null) {
      reading.fail('finish', 'finish_unknown', 'No finish of this name is known.', { column: header, value: text });
      continue;
    }
    const special = found.finish === null || found.finish === 'normal';
    if (!special && printing.finish !== null && printing.finish !== 'normal' && printing.finish !== found.finish)
      reading.fail('finish', 'finish_conflict', 'Two columns name different finishes.', {
        column: header,
        value: text,
      });
    found = {
      finish: special ? (printing.finish ?? found.finish) : found.finish,
      first_edition: printing.first_edition ?? found.first_edition,
    };
  }
  return found;
}

function readFlag(reading: RowReading, flag: (typeof FLAGS)[number] & ImportField): boolean | null {
  const text = reading.text(flag);
  if (text === '') return null;
  const word = plain(text);
  const truth = truthOf(text);
  if (truth !== null) return truth;
  if (word === plain(flag) || (flag === 'first_edition' && word === '1st edition')) return true;
  if (flag === 'first_edition' && (word === 'unlimited' || word === 'unlimited edition')) return false;
  return reading.fail(flag, 'truth_unknown', 'This is neither yes nor no.');
}
