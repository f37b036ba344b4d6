import type { SecurityClass } from '../instrument.ts';

/** The longest name shown; a longer one is cut at a word. */
export const NAME_LENGTH_MAX = 120;

export interface ListedName {
  readonly name: string;
  readonly security_class: SecurityClass;
}

/** Where the company's name ends and the description of the paper begins, in lists without a dash between them. */
const PAPER = new RegExp(
  String.raw`[\s,(]+(?:(?:New|The|(?:Class|Series) [A-Z0-9]{1,2}|[A-Z] shares|\(?Non-?Voting\)?|Limited Voting|Subordinate|Multiple|Exchangeable|Redeemable|Fixed|Floating|Cumulative|Non-?Cumulative|Perpetual|Convertible|Contingent|Senior|Unsecured|Callable|Junior|Fixed-to-Floating|Rate|\$?\d+(?:\.\d+)?%?|Sponsored|Public) )*` +
    String.raw`(?:Common (?:Stock|Shares?|Units?|Limited)|Ordinary Shares?|Registered Shares|Class [A-Z] Shares?|Shares? of (?:Beneficial|Common)|Capital Stock|(?:Limited )?Voting (?:Common )?Shares?|American Deposit[ao]ry|Depositary (?:Shares?|Units?|Receipts?)|ADSs?\b|ADRs?\b|Beneficial (?:Unit|Interest)|(?:Trust )?Prefer(?:red|ence) (?:Stock|Shares?|Securities|Units?)|(?:Cumulative|Redeemable|Perpetual|Convertible) Prefer|Subordinated|Notes? (?:due|Series)|Warrants?\b|Units?\b|Limited Partner(?:ship)? (?:Units|Interests)|Rights?\b|Debentures?|Value Rights|Corporate Unit|Equity Unit|Tangible Equity|Mandatory Convertible|First Mortgage|Global Notes|Notes\b|Trading under)`,
  'i',
);
/** Where the terms of a preferred share or a note begin. */
const TERMS =
  /[\s,]+(?:- )?(?:\d+(?:\.\d+)?%|\$\d|Series [A-Z0-9]|Depositary|Perpetual|Fixed|Floating|Non[- ]?Cum|Cumulative|\d+\.\d+ ).*$/i;
const LEGAL =
  /[\s,]+(?:Inc(?:orporated)?|Corp(?:oration)?|Co(?:mpany)?|Ltd|Limited|plc|L\.?L\.?C|L\.?P|N\.?V|S\.?A(?:\.?B)?(?:\.? de C\.?V)?|A\.?G|S\.?E|A\/S|ASA|S\.?p\.?A|Pte|Pty|\(The\)|\(DE\)|\(NJ\)|\(Holding Company\)|\(Delaware\)|p\.l\.c)\.?$/i;

/**
 * A name to show, and what the paper is, from the name a venue lists: `Apple Inc. - Common Stock` is Apple, common;
 * `ABR$D` of `Arbor Realty Trust 6.375% Series D …` is Arbor Realty Trust Preferred D.
 *
 * @param symbol the listed spelling; its mark tells preferred shares, warrants, rights and units.
 * @param isFund funds keep their name as it is: every word of it tells them apart.
 */
export function readListedName(official: string, symbol: string, isFund: boolean): ListedName {
  const text = official.replace(/\s+/g, ' ').trim();
  if (isFund) return { name: cut(text), security_class: 'common' };
  const security_class = classOf(text, symbol);
  const company = security_class === 'common' ? companyOf(text) : companyOf(text.replace(TERMS, ''));
  return { name: cut(company + papersMark(text, symbol, security_class)), security_class };
}

/** The company's name without the description of the paper and without its legal form. */
export function companyOf(text: string): string {
  const dash = / - (?=\S)/.exec(text)?.index;
  let company = dash === undefined ? text : text.slice(0, dash);
  const paper = PAPER.exec(company)?.index;
  if (paper !== undefined && paper > 0) company = company.slice(0, paper);
  for (let rest = company.replace(LEGAL, ''); rest !== company; rest = company.replace(LEGAL, '')) company = rest;
  return company.replace(/^The (?=\S+ \S)/, '').replace(/[\s,;&(-]+$/, '') || text;
}

function classOf(text: string, symbol: string): SecurityClass {
  if (symbol.includes('$')) return 'preferred';
  if (/\.W$|\.WS$/.test(symbol)) return 'warrant';
  if (symbol.endsWith('.U')) return 'unit';
  if (symbol.endsWith('.R')) return 'right';
  if (
    /\bunits?\b[, ]+(?:each )?consist| - (?:\w+ )?units?\b(?!.*limited partner)|\b(?:corporate|equity) units?\b/i.test(
      text,
    )
  )
    return 'unit';
  if (/\bwarrants?\b/i.test(text)) return 'warrant';
  if (/ - (?:\w+ )?rights?\b|\bvalue rights?\b/i.test(text)) return 'right';
  if (
    /american deposit[ao]ry|\bADSs?\b|\bADRs?\b|common (?:stock|shares?|units?)\b|ordinary shares?/i.test(
      text.replace(/preferred.*/i, ''),
    )
  )
    return 'common';
  if (/\bnotes?\b(?:.*\bdue\b| )|\bdebentures?\b|\bbonds?\b.*\bdue\b|% .*\bdue 20\d\d/i.test(text)) return 'note';
  return /\bprefer(?:red|ence) (?:stock|shares?|securities|units?)\b/i.test(text) ? 'preferred' : 'common';
}

/** What tells two papers of one company apart. Class A is what people mean by the company, unless the symbol marks it. */
function papersMark(text: string, symbol: string, security_class: SecurityClass): string {
  const series = /\bSeries ([A-Z]{1,2}|\d{1,2})\b/.exec(text)?.[1] ?? /\$([A-Z])$/.exec(symbol)?.[1];
  if (security_class === 'preferred') return series === undefined ? ' Preferred' : ` Preferred ${series}`;
  if (security_class === 'note') {
    const coupon = /(\d+(?:\.\d+)?%)/.exec(text)?.[1];
    const year = /\b(20\d\d)\b/.exec(text)?.[1];
    return ['', coupon, 'Notes', year].filter((part) => part !== undefined).join(' ');
  }
  if (security_class !== 'common') return MARKS[security_class];
  const letter = /\bClass ([A-Z])\b/.exec(text)?.[1] ?? /\.([A-Z])$/.exec(symbol)?.[1];
  return letter !== undefined && (letter !== 'A' || symbol.includes('.')) ? ` Class ${letter}` : '';
}

const MARKS = { warrant: ' Warrant', right: ' Right', unit: ' Unit' } as const;

function cut(name: string): string {
  if (name.length <= NAME_LENGTH_MAX) return name;
  const end = name.lastIndexOf(' ', NAME_LENGTH_MAX);
  return name.slice(0, end > 0 ? end : NAME_LENGTH_MAX).replace(/[\s,;-]+$/, '');
}
