import { describe, expect, it } from 'vitest';
import { minorText } from '../../../../contract/minor-units.ts';
import { formatMinor, formatMoney, formatMoneyShort, readMoney } from './money.ts';

const usd = (text: string) => readMoney(text, 'USD');

describe('amounts in minor units', () => {
  it('are written with the decimals of their currency', () => {
    expect([minorText(5, 'USD'), minorText(1250, 'JPY'), minorText(1250, 'KWD')]).toEqual(['0.05', '1250', '1.250']);
    expect(formatMinor(123_450, 'USD')).toBe('1,234.50');
    expect(formatMoney(123_450, 'EUR')).toBe('€1,234.50');
    expect(formatMoney(null, 'EUR')).toBe('—');
    expect([formatMoneyShort(59_900_000, 'EUR'), formatMoneyShort(150, 'USD'), formatMoneyShort(0, 'JPY')]).toEqual([
      '€599K',
      '$1.5',
      '¥0',
    ]);
  });

  it('are read as spreadsheets write them, on either side of the Atlantic', () => {
    expect(['12.50', '12,5', '$12.50', '12,50 €', '1,234.50', '1.234,50', '1,234', 'USD 7', '.5'].map(usd)).toEqual([
      1250, 1250, 1250, 1250, 123_450, 123_450, 123_400, 700, 50,
    ]);
    expect(['', ' ', '—'].map(usd)).toEqual([null, null, null]);
    expect(readMoney('1,234', 'JPY')).toBe(1234);
  });

  it('are refused where they can be read in two ways, or are none', () => {
    expect(['1.234', '1,2,3', '-5', 'abc', '1.005', '12.345.6'].map(usd)).toEqual(Array(6).fill(undefined));
  });
});
