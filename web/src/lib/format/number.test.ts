import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatScaled } from '../../../../contract/decimal.ts';
import {
  directionOf,
  formatChange,
  formatInterval,
  formatPercent,
  formatPrice,
  formatVolume,
  formatWhole,
} from './number.ts';

const decimals = fc.integer({ min: 0, max: 8 });
const scaled = fc.integer({ min: -Number.MAX_SAFE_INTEGER, max: Number.MAX_SAFE_INTEGER });

describe('a price on screen', () => {
  it('keeps every digit of the wire, whatever its size', () => {
    fc.assert(
      fc.property(scaled, decimals, (value, places) => {
        const wire = formatScaled(value, places);
        const back = formatPrice(wire, places).replaceAll(',', '').replace('\u2212', '-');
        expect(back).toBe(/[1-9]/.test(wire) ? wire : wire.replace('-', ''));
      }),
    );
  });

  it('groups thousands and holds digits that no float could', () => {
    expect(formatPrice('113482.1000', 2)).toBe('113,482.10');
    expect(formatPrice('9007199254740993.12345678', 8)).toBe('9,007,199,254,740,993.12345678');
    expect(formatPrice('1.16482', 5)).toBe('1.16482');
  });

  it('takes the decimals of the instrument, and of the string without them', () => {
    expect(formatPrice('187.2', 2)).toBe('187.20');
    expect(formatPrice('187.25', 0)).toBe('187');
    expect(formatPrice('187.25')).toBe('187.25');
  });

  it('shows what is not known as an em dash, never as zero', () => {
    for (const unknown of [null, undefined, '', 'NaN', '1e5', '1,5']) {
      expect(formatPrice(unknown, 2)).toBe('\u2014');
      expect(formatChange(unknown, 2)).toBe('\u2014');
      expect(formatPercent(unknown)).toBe('\u2014');
      expect(directionOf(unknown)).toBe('unknown');
    }
    expect(formatVolume(null)).toBe('\u2014');
    expect(formatVolume(0)).toBe('\u2014');
  });
});

describe('a change on screen', () => {
  it('always carries its sign, a real minus when it falls, and none at zero', () => {
    expect(formatChange('1.6800', 2)).toBe('+1.68');
    expect(formatChange('-5.2700', 2)).toBe('\u22125.27');
    expect(formatChange('-0.0000', 2)).toBe('0.00');
    expect(formatPercent('-1.5')).toBe('\u22121.50%');
    expect(formatPercent('0.86')).toBe('+0.86%');
    expect(formatPercent('0')).toBe('0.00%');
  });

  it('never shows a sign on what rounds to zero, nor an ASCII minus', () => {
    fc.assert(
      fc.property(scaled, decimals, fc.integer({ min: 0, max: 4 }), (value, places, wanted) => {
        const text = formatChange(formatScaled(value, places), wanted);
        expect(text).toMatch(/[1-9]/.test(text) ? /^[+\u2212][\d,]+(\.\d+)?$/ : /^0(\.0+)?$/);
      }),
    );
  });

  it('points where the number points', () => {
    expect(['0.01', '-0.01', '0.00', '-0.00'].map(directionOf)).toEqual(['up', 'down', 'flat', 'flat']);
  });
});

describe('volumes and intervals', () => {
  it('shortens from a thousand on, and keeps the full value for the label', () => {
    expect([6, 999, 1240, 18_400, 1_240_000, 148_624_000, 2_100_000_000].map(formatVolume)).toEqual([
      '6',
      '999',
      '1.24K',
      '18.40K',
      '1.24M',
      '148.62M',
      '2.10B',
    ]);
    expect(formatWhole(31_204_880)).toBe('31,204,880');
  });

  it('tells intervals in seconds', () => {
    expect([5000, 250, 1000].map(formatInterval)).toEqual(['5 s', '0.25 s', '1 s']);
  });
});
