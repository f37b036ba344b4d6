import { describe, expect, it } from 'vitest';
import { Grading } from '../../../../../../contract/inventory-details.ts';
import { gradingValues, isSameGrading, readGrading, withCompany } from './grading-values.ts';

const subgrades = { centering: '9.5', corners: '9', edges: '10', surface: '9.5' };
const bgs = { company: 'BGS', grade: '9.5', label: 'Gem Mint', cert_number: '0012', subgrades } as const;

describe('a grading that is edited', () => {
  it('is sent as it was read', () => {
    expect(readGrading(gradingValues(bgs), 'card')).toEqual({ grading: bgs, wrong: {} });
    expect(Grading.parse(readGrading(gradingValues(bgs), 'card').grading)).toEqual(bgs);
    expect(readGrading(gradingValues(null), 'card').grading).toBeNull();
    const genuine = { company: 'PSA', grade: null, label: null, cert_number: null, subgrades: null } as const;
    expect(readGrading({ ...gradingValues(null), graded: true }, 'card').grading).toEqual(genuine);
  });

  it('loses a grade that another company does not give, and keeps one that it does', () => {
    expect(withCompany(gradingValues(bgs), 'PSA', 'card')).toMatchObject({ company: 'PSA', grade: '' });
    expect(withCompany({ ...gradingValues(bgs), grade: '9' }, 'PSA', 'card').grade).toBe('9');
    expect(withCompany(gradingValues(bgs), 'other', 'card').grade).toBe('9.5');
  });

  it('names what is no grade, and subgrades of which some are missing', () => {
    const other = { ...gradingValues(bgs), company: 'other', grade: 'ten' } as const;
    expect(readGrading(other, 'card').wrong).toEqual({ grade: 'A grade up to 100, such as 9.5.' });
    const half = { ...gradingValues(bgs), subgrades: { ...subgrades, edges: '' } };
    expect(readGrading(half, 'card').wrong).toEqual({ subgrades: 'All four subgrades, or none.' });
  });

  it('is the same in whatever order its members come', () => {
    const { edges, surface, ...rest } = subgrades;
    expect(isSameGrading(bgs, { ...bgs, subgrades: { surface, edges, ...rest } })).toBe(true);
    expect(isSameGrading(bgs, { ...bgs, subgrades: { ...subgrades, edges: '9' } })).toBe(false);
    expect(isSameGrading(bgs, null)).toBe(false);
  });
});
