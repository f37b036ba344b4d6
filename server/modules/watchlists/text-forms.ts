/**
 * Lists as other programs write them, turned into the CSV that `csv.ts` reads, so that one reader checks and reports.
 *
 * - TradingView: symbols of the form `VENUE:TICKER` separated by commas or line ends, `###Name` beginning a section.
 * - Yahoo Finance: a CSV whose header begins with `Symbol,Current Price`; `Comment`, `High Limit` and `Low Limit` are what
 *   we call note, price_above and price_below.
 *
 * Anything else is returned as it is.
 */
export function asOwnCsv(text: string): string {
  if (isTradingView(text)) return fromTradingView(text);
  return fromYahoo(text);
}

function isTradingView(text: string): boolean {
  const first = text.replace(/^\uFEFF/, '').trimStart();
  return first.startsWith('###') || /^[A-Z0-9_]+:[^\s,;]+\s*(?:[,\r\n]|$)/.test(first);
}

/** Every symbol keeps a line of its own, in the order it was written. */
function fromTradingView(text: string): string {
  let section = '';
  const rows = ['symbol,section'];
  for (const part of text.replace(/^\uFEFF/, '').split(/[,\r\n]+/)) {
    const word = part.trim();
    if (word.startsWith('###')) section = word.slice(3).trim();
    else if (word !== '') rows.push(`${quoted(word)},${quoted(section)}`);
  }
  return rows.join('\n');
}

const YAHOO_COLUMNS: Readonly<Record<string, string>> = {
  comment: 'note',
  'high limit': 'price_above',
  'low limit': 'price_below',
};

function fromYahoo(text: string): string {
  const [, header = '', rest = ''] = /^([^\r\n]*)([\s\S]*)$/.exec(text.replace(/^\uFEFF/, '')) ?? [];
  if (!/^"?symbol"?,"?current price"?/i.test(header)) return text;
  const columns = header.split(',').map((name) => name.replaceAll('"', '').trim());
  return columns.map((name) => YAHOO_COLUMNS[name.toLowerCase()] ?? name).join(',') + rest;
}

function quoted(value: string): string {
  return `"${value.replaceAll('"', '""')}"`;
}
