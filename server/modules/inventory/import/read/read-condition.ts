import { CreateCollectible } from '../../../../../contract/inventory-collectibles.ts';
import { gradeIssue, Grading, type GradingView } from '../../../../../contract/inventory-details.ts';
import { gradesOf, type GradingCompany } from '../../../../../contract/inventory-grading.ts';
import type { CollectibleKind } from '../../../../../contract/inventory-terms.ts';
import { type Condition, splitCondition } from './conditions.ts';
import { type Printing, printingOf } from './finishes.ts';
import { languageOf } from './languages.ts';
import type { RowReading } from './row-reading.ts';
import type { DraftSettings } from './types.ts';
import { lexicon, plain } from './words.ts';

/** In what state a piece is: a condition, or the grade of a company. */
export interface State {
  readonly condition: Condition | null;
  readonly source_condition: string | null;
  readonly grading: GradingView | null;
  /** What the condition says besides: "Near Mint Holofoil", "Near Mint Foil - Japanese". */
  readonly printing: Printing & { readonly language: string | null };
}

/** A cell of more words is no condition with its printing: "Near Mint 1st Edition Reverse Holofoil - Chinese (T)" has eight. */
const CONDITION_WORDS_MAX = 12;
const NOTHING = { finish: null, first_edition: null, language: null };
const companies = lexicon<GradingCompany>({
  PSA: 'psa',
  BGS: 'bgs,beckett,bvg,bccg,beckett grading services',
  CGC: 'cgc,cgc cards,csg',
  SGC: 'sgc',
  TAG: 'tag,tag grading',
  ACE: 'ace,ace grading',
  PCGS: 'pcgs',
  NGC: 'ngc',
  other: 'other',
});
const UNGRADED = new Set(['raw', 'ungraded', 'none', 'no', 'not graded', 'nein', 'non']);
const GENUINE = new Set(['authentic', 'a', 'auth', 'genuine', 'aa']);
const SUBGRADES = ['centering', 'corners', 'edges', 'surface'] as const;

export function readState(
  reading: RowReading,
  settings: DraftSettings,
  words: ReadonlyMap<string, Condition>,
  kind: CollectibleKind,
): State {
  const text = reading.text('condition');
  const [company = '', ...after] = plain(text).split(' ');
  const slab = companies.has(company) && after.length > 0 && company !== 'other';
  const grading = readGrading(reading, settings, kind, slab ? text : '');
  const source = reading.judged('source_condition', CreateCollectible.shape.source_condition);
  if (text === '' || slab) return { condition: null, source_condition: source, grading, printing: NOTHING };
  const found = conditionOf(reading, settings, words, text);
  if (found !== null && grading !== null)
    reading.fail('condition', 'condition_and_grade', 'A graded piece has a grade in place of a condition.', {
      accepted: 'A condition, or a grading: one of the two; leave the other empty.',
    });
  const verbatim = settings.dialect === 'omni-stock' || found?.condition === text ? null : text.slice(0, 80).trim();
  return {
    condition: found?.condition ?? null,
    source_condition: source ?? verbatim,
    grading,
    printing: found?.printing ?? NOTHING,
  };
}

function conditionOf(
  reading: RowReading,
  settings: DraftSettings,
  words: ReadonlyMap<string, Condition>,
  text: string,
): (Pick<State, 'printing'> & { readonly condition: Condition }) | null {
  const { head, tail } = apart(text, settings);
  const split = splitCondition(text, words);
  // A word of the vendor's own may be the whole cell: what its last words say of the printing holds as well.
  const printing = split === null ? null : printingAfter(split.rest === '' ? tail : split.rest, settings);
  if (split !== null && printing !== null) return { condition: split.condition, printing };
  const [first = ''] = plain(head).split(' ');
  if (
    settings.dialect === 'other' &&
    (first === 'lp' || ['played', 'good', 'poor', 'excellent', 'light played'].includes(plain(head)))
  )
    return reading.fail(
      'condition',
      'condition_ambiguous',
      'This word means different things: "LP" is the second best of five with TCGplayer and the fifth of seven with Cardmarket.',
      { accepted: 'Say what your words mean under conditions, or write M, NM, MP, HP or DMG.', value: head },
    );
  const reason =
    split === null
      ? 'No condition of this name is known.'
      : 'The condition is known, but not the finish, edition or language behind it.';
  return reading.fail('condition', 'condition_unknown', reason, { value: head });
}

/** "Excelent Foil - Japanese": the words for the condition, as they stand, and those for the printing, plain. */
function apart(text: string, settings: DraftSettings): { readonly head: string; readonly tail: string } {
  const whole = text.trim();
  const parts = whole.split(/\s+/);
  for (let at = 1; at < parts.length && parts.length <= CONDITION_WORDS_MAX; at += 1) {
    const tail = plain(parts.slice(at).join(' '));
    if (tail !== '' && printingAfter(tail, settings) !== null)
      return {
        head: parts
          .slice(0, at)
          .join(' ')
          .replace(/[\s,;:/(-]+$/, ''),
        tail,
      };
  }
  return { head: whole, tail: '' };
}

/** What stands behind the condition: a finish, and a language behind that. */
function printingAfter(rest: string, settings: DraftSettings): State['printing'] | null {
  if (rest === '') return NOTHING;
  if (!['tcgplayer-seller', 'tcgplayer-app', 'other'].includes(settings.dialect)) return null;
  const whole = printingOf(rest);
  if (whole !== null) return { ...whole, language: null };
  const parts = rest.split(' ');
  for (let at = parts.length - 1; at >= 0; at -= 1) {
    const language = languageOf(parts.slice(at).join(' '), settings.dialect, '');
    const printing = language === null ? null : printingOf(parts.slice(0, at).join(' '));
    if (printing !== null && parts.slice(at).join('').length > 3) return { ...printing, language };
  }
  return null;
}

/** @param slab a grading that stands in the condition: "PSA 10". */
function readGrading(
  reading: RowReading,
  settings: DraftSettings,
  kind: CollectibleKind,
  slab: string,
): GradingView | null {
  const named = UNGRADED.has(plain(reading.text('grading_company'))) ? '' : reading.text('grading_company');
  const grade = gradeIn(reading.text('grade') || (named === '' ? slab : ''));
  const company = named === '' ? grade.company : companies.get(plain(named));
  if (named !== '' && company === undefined)
    return reading.fail('grading_company', 'company_unknown', 'No grading company of this name is known.');
  if (company === undefined) {
    const orphan = (['grade', 'cert_number', 'grade_label'] as const).find((field) => reading.text(field) !== '');
    if (orphan !== undefined && !UNGRADED.has(plain(reading.text(orphan))))
      reading.fail(orphan, 'grading_incomplete', 'A grade needs the company that gave it.');
    return null;
  }
  if (grade.grade === null && !grade.is_genuine && settings.dialect !== 'omni-stock')
    return reading.fail('grade', 'grading_incomplete', 'The company is named, but not the grade.');
  const parts = SUBGRADES.map((name) => [name, reading.text(name).replace(',', '.')] as const);
  const said = parts.filter(([, text]) => text !== '');
  if (said.length > 0 && said.length < parts.length)
    return reading.fail(said[0]?.[0] ?? 'surface', 'grading_incomplete', 'Only some of the four subgrades are there.');
  const field = reading.text('grade') === '' && slab !== '' ? 'condition' : 'grade';
  const grading = reading.judge(field, Grading, {
    company,
    grade: grade.grade,
    label: reading.text('grade_label') || grade.label,
    cert_number: reading.judged('cert_number', Grading.shape.cert_number),
    subgrades: said.length === 0 ? null : Object.fromEntries(said),
  });
  if (grading === null || gradeIssue(grading, kind) === null) return grading;
  return reading.fail(field, 'grade_invalid', `${company} does not give this grade.`, {
    accepted: `${company} gives ${gradesOf(grading.company, kind)?.join(', ') ?? 'grades up to 100'}.`,
  });
}

const GRADE_LENGTH_MAX = 200;

/** "PSA 10", "Gem Mint 9.5", "10", "Authentic". */
function gradeIn(text: string): {
  readonly grade: string | null;
  readonly label: string | null;
  readonly company: GradingCompany | undefined;
  readonly is_genuine: boolean;
} {
  const [first = '', ...others] = text.trim().split(/\s+/);
  const company = companies.get(plain(first));
  const rest = company === undefined ? text.trim() : others.join(' ');
  if (GENUINE.has(plain(rest))) return { grade: null, label: null, company, is_genuine: true };
  // Looking for a number in a long cell costs the square of its length, and none that is so long is a grade.
  const match = rest.length > GRADE_LENGTH_MAX ? null : /^(.*?)\s*(\d{1,4}(?:[.,]\d+)?)\s*(.*)$/.exec(rest);
  if (match === null) return { grade: rest === '' ? null : rest, label: null, company, is_genuine: false };
  const [, before = '', number = '', after = ''] = match;
  const label = `${before} ${after}`.trim();
  return { grade: number.replace(',', '.'), label: label === '' ? null : label, company, is_genuine: false };
}
