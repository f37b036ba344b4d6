import type { ImportField } from '../../../../../contract/inventory-imports.ts';
import { gradingCompanies } from '../../../../../contract/inventory-grading.ts';
import { collectibleKinds, finishes, listingStatuses } from '../../../../../contract/inventory-terms.ts';

const truth = 'Yes or no; empty is neither.';
const amount = 'An amount such as 12.50, not below 0, with or without its currency.';
const text = (length: number): string => `Up to ${length} characters, without control characters.`;
const id = 'The id as that program gives it: letters, digits and -.';
const subgrade = 'From 1 to 10 in halves; all four, or none.';

/** What each field takes, as a sentence. */
export const accepted: Readonly<Record<ImportField, string>> = {
  sku: 'Up to 64 letters, digits and _ . / + # -, a letter or digit first.',
  barcode: '4 to 48 letters, digits and -.',
  kind: `One of ${collectibleKinds.join(', ')}.`,
  title: text(200),
  game: 'A game by its name, such as Magic, Pokémon or Yu-Gi-Oh!, or by a word you use already.',
  name: text(200),
  set_code: text(40),
  set_name: text(120),
  collector_number: text(40),
  rarity: text(60),
  language: 'A language by its name or code, such as English, ja or T-Chinese.',
  finish: `One of ${finishes.join(', ')}, or yes for foil.`,
  first_edition: truth,
  signed: truth,
  altered: truth,
  publisher: text(120),
  variant: text(120),
  year: 'A year such as 1996, below 0 before our era.',
  country: text(80),
  mint_mark: text(20),
  metal: text(60),
  brand: text(80),
  reference: text(60),
  serial_number: text(60),
  box: truth,
  papers: truth,
  maker: text(120),
  condition: 'M, NM, LP, MP, HP, DMG or SEALED, in the words of the program, or a word you gave a meaning.',
  source_condition: text(80),
  grading_company: `One of ${gradingCompanies.join(', ')}.`,
  grade: 'A grade of the company’s own scale, such as 9.5, or Authentic.',
  grade_label: text(80),
  cert_number: text(40),
  centering: subgrade,
  corners: subgrade,
  edges: subgrade,
  surface: subgrade,
  price: amount,
  cost: amount,
  currency: 'A currency code such as USD or EUR.',
  quantity: 'A whole number from 0 to 1,000,000.',
  add_quantity: 'A whole number; below 0 takes pieces away.',
  location: 'The name of one of your locations.',
  shelf: text(80),
  note: text(2000),
  low_stock_at: 'A whole number from 0 to 1,000,000.',
  status: `One of ${listingStatuses.join(', ')}.`,
  tcgplayer_id: id,
  scryfall_id: 'A Scryfall id, such as 2b17794b-15c3-4796-ad6f-0887a0eceeca.',
  manabox_id: id,
  cardtrader_id: id,
  photo_urls: 'Addresses of pictures over https, with a space between two.',
};
