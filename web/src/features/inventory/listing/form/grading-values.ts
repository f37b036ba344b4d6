import { type GradingCompany, gradesOf, gradingCompanies } from '../../../../../../contract/inventory-grading.ts';
import type { Listing } from '../../../../lib/queries/inventory-listing.ts';

type Grading = NonNullable<Listing['grading']>;

export const companyOptions = gradingCompanies.map((value) => ({ value, label: value }));
export const subgradeNames = ['centering', 'corners', 'edges', 'surface'] as const;
/** Subgrades are halves with every company that gives them. */
export const SUBGRADES = Array.from({ length: 19 }, (_, index) => String(10 - index / 2));

/** What a form holds of a grade: text as it is typed, and whether the piece is graded at all. */
export interface GradingValues {
  readonly graded: boolean;
  readonly company: GradingCompany;
  /** Empty: certified genuine, without a grade. */
  readonly grade: string;
  readonly label: string;
  readonly cert: string;
  /** By name; all of them or none. */
  readonly subgrades: Readonly<Record<(typeof subgradeNames)[number], string>>;
}

const NO_SUBGRADES = { centering: '', corners: '', edges: '', surface: '' } as const;

export function gradingValues(grading: Grading | null): GradingValues {
  const { company = 'PSA', grade = null, label = null, cert_number = null, subgrades = null } = grading ?? {};
  return {
    graded: grading !== null,
    company,
    grade: grade ?? '',
    label: label ?? '',
    cert: cert_number ?? '',
    subgrades: subgrades === null ? NO_SUBGRADES : { ...NO_SUBGRADES, ...subgrades },
  };
}

/** Another company has a scale of its own: a grade that is not on it is asked for anew. */
export function withCompany(values: GradingValues, company: GradingCompany, kind: string): GradingValues {
  const known = gradesOf(company, kind);
  const fits = known === null || known.includes(values.grade);
  return { ...values, company, grade: fits ? values.grade : '' };
}

/** As it is sent; null where the piece is not graded. @returns what is wrong, by field. */
export function readGrading(
  { graded, company, grade, label, cert, subgrades }: GradingValues,
  kind: string,
): { readonly grading: Grading | null; readonly wrong: Readonly<Record<string, string>> } {
  if (!graded) return { grading: null, wrong: {} };
  const wrong: Record<string, string> = {};
  const typed = grade.trim();
  if (typed !== '' && gradesOf(company, kind) === null && !(/^\d{1,3}(\.\d)?$/.test(typed) && Number(typed) <= 100))
    wrong['grade'] = 'A grade up to 100, such as 9.5.';
  const given = subgradeNames.filter((name) => subgrades[name] !== '');
  if (given.length > 0 && given.length < subgradeNames.length) wrong['subgrades'] = 'All four subgrades, or none.';
  const grading = {
    company,
    grade: typed === '' ? null : typed,
    label: label.trim() === '' ? null : label.trim(),
    cert_number: cert.trim() === '' ? null : cert.trim(),
    subgrades: given.length === 0 ? null : subgrades,
  };
  return { grading, wrong };
}

/** Whether two gradings say the same; the order of their members says nothing. */
export function isSameGrading(one: Grading | null, other: Grading | null): boolean {
  return JSON.stringify(one && gradingValues(one), sorted) === JSON.stringify(other && gradingValues(other), sorted);
}

function sorted(_: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).toSorted(([one], [other]) => (one < other ? -1 : 1)));
}
