import { z } from 'zod';
import { DecimalInput, Id, text } from './fields.ts';
import { gradesOf, gradingCompanies } from './inventory-grading.ts';
import { type CollectibleKind, finishes } from './inventory-terms.ts';

/** What a collectible is, by its kind, and in what state: card details in the field's own terms, condition, grading. */

const line = (max: number) => text({ min: 1, max });
const maybe = (max: number) => line(max).nullable().default(null);
const flag = z.boolean().default(false);
const Year = z.int().min(-3000).max(2200).nullable().default(null);

const names = new Intl.DisplayNames(['en'], { type: 'language', fallback: 'none' });
const languageTag = /^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$/;

/** The canonical spelling of a tag whose language is known, or null: "zh-hans" is "zh-Hans", and "jp" is none. */
function canonicalLanguage(tag: string): string | null {
  if (!languageTag.test(tag)) return null;
  try {
    const [canonical] = Intl.getCanonicalLocales(tag);
    return canonical !== undefined && names.of(canonical) !== undefined ? canonical : null;
  } catch {
    return null;
  }
}

/** BCP 47. */
const Language = z
  .string()
  .trim()
  .min(2)
  .max(35)
  .refine((tag) => canonicalLanguage(tag) !== null, 'A language after BCP 47, such as en, ja or zh-Hans')
  .transform((tag) => canonicalLanguage(tag) ?? tag)
  .pipe(z.string());
/** Lower case, a word of one's own where none of these fits: mtg, pokemon, yugioh, lorcana, onepiece, fab, sports. */
export const Game = z
  .string()
  .trim()
  .toLowerCase()
  .regex(/^[a-z0-9][a-z0-9_-]{0,39}$/, 'A game such as mtg or pokemon');

export const CardDetails = z.strictObject({
  game: Game,
  set_code: maybe(40),
  set_name: maybe(120),
  /** Text: "4", "34/119", "TG12", "LOB-001". */
  collector_number: maybe(40),
  name: line(200),
  rarity: maybe(60),
  language: Language.default('en'),
  finish: z.enum(finishes).default('normal'),
  first_edition: flag,
  signed: flag,
  altered: flag,
  /** Of the shared catalogue; null where it was typed by hand. */
  printing_id: Id.nullable().default(null),
});
export const ComicDetails = z.strictObject({
  publisher: maybe(120),
  series: line(200),
  issue_number: maybe(40),
  year: Year,
  variant: maybe(120),
  signed: flag,
});
export const CoinDetails = z.strictObject({
  country: maybe(80),
  denomination: line(80),
  year: Year,
  mint_mark: maybe(20),
  metal: maybe(60),
});
export const SealedDetails = z.strictObject({
  game: Game,
  set_code: maybe(40),
  set_name: maybe(120),
  /** "Booster box", "Elite trainer box". */
  product: line(120),
  language: Language.default('en'),
});
export const WatchDetails = z.strictObject({
  brand: line(80),
  model: line(120),
  reference: maybe(60),
  serial_number: maybe(60),
  year: Year,
  box: flag,
  papers: flag,
});
export const OtherDetails = z.strictObject({ maker: maybe(120), model: maybe(120), year: Year });

/** The member that holds the details of each kind. */
export const detailSchemas = {
  card: CardDetails,
  comic: ComicDetails,
  coin: CoinDetails,
  sealed: SealedDetails,
  watch: WatchDetails,
  other: OtherDetails,
} as const satisfies Readonly<Record<CollectibleKind, z.ZodType>>;

/** "9.50" is "9.5": one spelling of each grade. */
const Grade = DecimalInput.transform((value) => (value.includes('.') ? value.replace(/\.?0+$/, '') : value)).pipe(
  z.string().regex(/^\d{1,3}(\.\d)?$/, 'A grade such as "9.5"'),
);
const Subgrade = Grade.refine(
  (grade) => Number(grade) >= 1 && Number(grade) <= 10 && Number.isInteger(Number(grade) * 2),
  'A subgrade from 1 to 10 in halves',
);
export const Grading = z.strictObject({
  company: z.enum(gradingCompanies),
  /** On the company's own scale; null for a piece that is certified genuine without a grade. */
  grade: Grade.nullable(),
  /** As it stands on the holder: "Gem Mint", "Black Label". */
  label: maybe(80),
  cert_number: maybe(40),
  subgrades: z
    .strictObject({ centering: Subgrade, corners: Subgrade, edges: Subgrade, surface: Subgrade })
    .nullable()
    .default(null),
});
export type GradingView = z.output<typeof Grading>;

/** @returns what is wrong with the grade, or null. */
export function gradeIssue(grading: GradingView, kind: CollectibleKind): string | null {
  if (grading.grade === null) return null;
  const known = gradesOf(grading.company, kind);
  if (known === null) return Number(grading.grade) > 0 && Number(grading.grade) <= 100 ? null : 'A grade up to 100';
  return known.includes(grading.grade) ? null : `${grading.company} gives ${known.join(', ')}`;
}
