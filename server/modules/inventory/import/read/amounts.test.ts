import { describe, expect, it } from 'vitest';
import { readFile } from '../../../../../test/support/import-files.ts';
import { newListing } from './index.ts';

describe('an amount', () => {
  const priceOf = async (cell: string, currency = 'USD', more = ''): Promise<unknown> => {
    const { drafts, errors } = await readFile(`Name;Price\nx;${cell}\n${more}`, { vendor_currency: currency });
    return drafts[0]?.line === 2 ? [drafts[0].price_minor, drafts[0].currency] : errors[0]?.code;
  };

  it.each<[string, string, unknown]>([
    ['$50.28', 'USD', [5028, 'USD']],
    ['50.28 $', 'CAD', [5028, 'CAD']],
    ['$50.28', 'EUR', 'currency_ambiguous'],
    ['1.234,56 €', 'USD', [123456, 'EUR']],
    ['EUR 1,234.56', 'USD', [123456, 'EUR']],
    ['1 234,56', 'EUR', [123456, 'EUR']],
    ['1’234.50 CHF', 'USD', [123450, 'CHF']],
    ['¥1,250', 'JPY', [1250, 'JPY']],
    ['12.345', 'KWD', [12345000, 'KWD']],
    ['5,-', 'EUR', [500, 'EUR']],
    ['.99', 'USD', [99, 'USD']],
    ['0.1 + 0.2', 'USD', 'amount_invalid'],
    ['-5', 'USD', 'amount_negative'],
    ['1.2345', 'USD', 'amount_too_precise'],
    ['1.2500', 'USD', [125, 'USD']],
    ['1e3', 'USD', 'amount_invalid'],
    ['12 XYZ', 'USD', 'currency_unknown'],
    ['99999999999999', 'USD', 'amount_too_large'],
    ['1,2,3', 'USD', 'amount_invalid'],
  ])('is exact or refused: %s in a shop of %s', async (cell, currency, wanted) => {
    expect(await priceOf(cell, currency)).toEqual(wanted);
  });

  it('is read with the decimals of the file where a cell alone can mean two things', async () => {
    expect(await priceOf('1.500', 'EUR', 'y;2,50\n')).toEqual([150000, 'EUR']);
    expect(await priceOf('1.500', 'EUR', 'y;2.50\n')).toEqual([150, 'EUR']);
  });
});

describe('a new listing', () => {
  const vendor_id = '01a1fcc1-69f2-73b9-8bd3-1366a375a730';

  it('needs what createCollectible needs, named by the column', async () => {
    const { drafts, settings } = await readFile('SKU,Name,Condition,Price\nA-1,,,5.00\n', {
      defaults: { game: null, currency: null, status: 'active' },
    });
    const [draft] = drafts;
    if (draft === undefined) throw new Error('the row was refused');
    const made = newListing(draft, settings, { vendor_id, printing: null });
    expect('errors' in made && made.errors.map(({ column, code }) => [column, code])).toEqual([
      ['', 'value_needed'],
      ['Name', 'value_needed'],
      ['Condition', 'condition_needed'],
    ]);
  });

  it('has details of its kind from the same columns', async () => {
    const { drafts, settings } = await readFile(
      'Kind,Name,Number,Publisher,Year,Condition\ncomic,Amazing Fantasy,15,Marvel,1962,NM\ncoin,Denarius,,,-44,NM\n',
    );
    const made = drafts.map((draft) => newListing(draft, settings, { vendor_id, printing: null }));
    expect(made).toMatchObject([
      {
        listing: { comic_details: { series: 'Amazing Fantasy', issue_number: '15', publisher: 'Marvel', year: 1962 } },
      },
      { listing: { coin_details: { denomination: 'Denarius', year: -44 } } },
    ]);
  });
});
