/** Each grading company's own scale. Grades are decimal text: "9.5", "10". */

export const gradingCompanies = ['PSA', 'BGS', 'CGC', 'SGC', 'TAG', 'ACE', 'PCGS', 'NGC', 'other'] as const;
export type GradingCompany = (typeof gradingCompanies)[number];

const whole = (from: number, to: number): string[] =>
  Array.from({ length: to - from + 1 }, (_, index) => String(from + index));
/** 1, 1.5, 2 … 10. */
const halves = whole(2, 20).map((half) => String(Number(half) / 2));
/** Of comics: tenths at the top, where collectors tell them apart. */
const comics = '0.5 1 1.5 1.8 2 2.5 3 3.5 4 4.5 5 5.5 6 6.5 7 7.5 8 8.5 9 9.2 9.4 9.6 9.8 9.9 10'.split(' ');
/** The Sheldon scale of coins. */
const sheldon = ['1 2 3 4 6 8 10 12 15 20 25 30 35 40 45 50 53 55 58'.split(' '), whole(60, 70)].flat();

const scales: Readonly<Record<Exclude<GradingCompany, 'other'>, readonly string[]>> = {
  PSA: halves.filter((grade) => grade !== '9.5'),
  BGS: halves,
  CGC: halves,
  SGC: halves,
  TAG: halves,
  ACE: whole(1, 10),
  PCGS: sheldon,
  NGC: sheldon,
};

/**
 * The grades a company gives to pieces of a kind, lowest first; null where the company's scale is not known to us.
 * @param kind "comic" has a scale of its own with CGC.
 */
export function gradesOf(company: GradingCompany, kind: string): readonly string[] | null {
  if (company === 'other') return null;
  return company === 'CGC' && kind === 'comic' ? comics : scales[company];
}
