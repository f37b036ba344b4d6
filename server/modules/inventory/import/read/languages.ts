import type { ImportDialect } from '../../../../../contract/inventory-imports.ts';
import { CardDetails } from '../../../../../contract/inventory-details.ts';
import { lexicon, plain } from './words.ts';

/** What sheets call languages. Some short forms are other languages after BCP 47 ("kr" is Kanuri, "tw" is Twi): here they are what card sellers mean. */
const words = lexicon({
  en: 'en,eng,english,englisch,anglais,inglés,inglese,us,uk,gb',
  de: 'de,ger,german,deutsch,allemand,alemán,tedesco',
  fr: 'fr,french,französisch,français,francés,francese',
  es: 'es,sp,spa,spanish,spanisch,español,espagnol,spagnolo,castellano',
  it: 'it,ita,italian,italienisch,italiano,italien',
  pt: 'pt,por,portuguese,portugiesisch,portugais,portugués,português,portoghese',
  'pt-BR': 'pt-br,br,brazilian portuguese,portuguese (brazil)',
  nl: 'nl,dutch,niederländisch,néerlandais,neerlandés,olandese',
  pl: 'pl,polish,polnisch',
  ru: 'ru,rus,russian,russisch,russe,ruso,russo',
  ja: 'ja,jp,jpn,japanese,japanisch,japonais,japonés,giapponese',
  ko: 'ko,kr,kor,korean,koreanisch,coréen,coreano',
  th: 'th,thai',
  id: 'id,indonesian',
  'zh-Hans': 'zh-hans,zhs,zh-cn,cn,s-chinese,simplified chinese,chinese simplified,chinese (simplified)',
  'zh-Hant': 'zh-hant,zht,zh-tw,tw,t-chinese,traditional chinese,chinese traditional,chinese (traditional)',
  la: 'la,latin',
  grc: 'grc,ancient greek',
  he: 'he,hebrew',
  ar: 'ar,arabic',
  sa: 'sa,sanskrit',
});
/** Cardmarket's numbers. */
const CARDMARKET_IDS = ['', 'en', 'fr', 'de', 'es', 'it', 'zh-Hans', 'ja', 'pt', 'ru', 'ko', 'zh-Hant'] as const;

/**
 * @param header of the column, plain: "idlanguage" holds Cardmarket's numbers.
 * @returns the BCP 47 tag, or null for a word that nobody knows. Our own files hold tags already, kept as they are.
 */
export function languageOf(cell: string, dialect: ImportDialect, header: string): string | null {
  if (dialect !== 'omni-stock') {
    const numbered = header === 'idlanguage' ? CARDMARKET_IDS[Number(cell.trim())] : undefined;
    const known = numbered || words.get(plain(cell));
    if (known !== undefined) return known;
    // A bare "zh" does not say in which letters it is printed.
    if (plain(cell) === 'zh' || plain(cell) === 'zho') return null;
  }
  const tag = CardDetails.shape.language.safeParse(cell.trim().replaceAll('_', '-'));
  return tag.success ? tag.data : null;
}
