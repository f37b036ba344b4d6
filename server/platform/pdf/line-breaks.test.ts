import { describe, expect, it } from 'vitest';
import { lineParts } from './line-breaks.ts';

describe('a line', () => {
  it('ends at a space, which stays with the word before', () => {
    expect(lineParts('Base Set  Unlimited')).toEqual(['Base ', 'Set  ', 'Unlimited']);
    expect(lineParts('')).toEqual([]);
  });

  it('ends between letters that are written without spaces, and between them and others', () => {
    expect(lineParts('皮卡丘')).toEqual(['皮', '卡', '丘']);
    expect(lineParts('かがやくEX')).toEqual(['か', 'が', 'や', 'く', 'EX']);
    expect(lineParts('리자몽 홀로')).toEqual(['리자몽 ', '홀로']);
  });

  it('begins with no closing mark, small letter or long vowel, and ends with no opening one', () => {
    expect(lineParts('リザードン')).toEqual(['リ', 'ザー', 'ド', 'ン']);
    expect(lineParts('（限定）フシギダネ！')).toEqual(['（限', '定）', 'フ', 'シ', 'ギ', 'ダ', 'ネ！']);
    expect(lineParts('ポケットモンスター')).toEqual(['ポ', 'ケッ', 'ト', 'モ', 'ン', 'ス', 'ター']);
  });
});
