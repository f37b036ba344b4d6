import { basename } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runsOf } from './typeface.ts';

const drawn = (text: string): string =>
  runsOf(text, 600)
    .map((run) => run.text)
    .join('');
/** The typefaces that a text is set in, each once. */
const faces = (text: string): string[] => [
  ...new Set(runsOf(text, 600).map(({ face }) => /^[a-z]+(?:-[a-z]+)?/.exec(basename(face))?.[0] ?? '')),
];

describe('a text that is printed', () => {
  it('is Inter where Inter has it, in its own weight', () => {
    expect(faces('Žluťoučký Привет Ελλάδα')).toEqual(['inter-latin', 'inter-cyrillic', 'inter-greek']);
    expect(runsOf('Pikachu', 600)).toEqual([{ face: expect.stringContaining('inter-latin-600'), text: 'Pikachu' }]);
  });

  it.each([
    ['Japanese', 'リザードン かがやく 黒炎の支配者', 'kosugi'],
    ['Korean', '리자몽 흑염의 지배자', 'gowun-dodum'],
    ['Simplified Chinese', '喷火龙 皮卡丘 青眼白龙', 'noto-sans'],
    ['Traditional Chinese', '噴火龍 超夢 強欲之壺', 'kosugi'],
  ])('in %s is set in one typeface', (_, text, face) => {
    expect(drawn(text)).toBe(text);
    expect(faces(text.replaceAll(' ', ''))).toEqual([face]);
  });

  it('takes letter by letter what no typeface has whole, and the marks of cards', () => {
    for (const text of ['皮卡丘 噴火龍 喷火龙', 'Pikachu ★ ♀ ◇', 'か\u3099がやく', '葛\u{E0100}城'])
      expect(drawn(text)).toBe(text.normalize('NFC').replaceAll(/[\u{E0100}-\u{E01EF}]/gu, ''));
  });

  it('leaves out pictures with the spaces around them, and keeps the letters they were made of', () => {
    expect(drawn('Charizard 🔥 Holo')).toBe('Charizard Holo');
    expect(drawn('🔥👩‍🚀🇯🇵 Pikachu')).toBe('Pikachu');
    expect(drawn('No. 1️⃣ ⭐️ Two  spaces')).toBe('No. 1 Two  spaces');
    expect(drawn('a\u0000\u202Eb')).toBe('ab');
    expect(runsOf('🔥', 400)).toEqual([]);
  });

  it('says where a letter is missing, so that a name is not taken for whole', () => {
    expect(drawn('ปิกาจู')).toMatch(/^\?+$/);
  });
});
