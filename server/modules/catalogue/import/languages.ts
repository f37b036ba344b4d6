import { WrongRow } from './card-record.ts';

/** What card lists call a language, where BCP 47 calls it otherwise. */
const spellings: Readonly<Record<string, string>> = {
  jp: 'ja',
  kr: 'ko',
  cn: 'zh-Hans',
  zhs: 'zh-Hans',
  'zh-cn': 'zh-Hans',
  zht: 'zh-Hant',
  'zh-tw': 'zh-Hant',
  sp: 'es',
  ph: 'und', // Phyrexian, which no register knows
};

/** @returns the BCP 47 tag. @throws WrongRow for what is no language. */
export function bcp47(language: string): string {
  const tag = spellings[language.toLowerCase()] ?? language;
  try {
    const [canonical] = Intl.getCanonicalLocales(tag.replaceAll('_', '-'));
    if (canonical !== undefined) return canonical;
  } catch {
    // told below
  }
  throw new WrongRow(`"${language}" is no language`);
}
