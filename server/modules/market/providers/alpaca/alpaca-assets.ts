import type { HttpClient } from '../parts/http-client.ts';
import { ProviderError } from '../parts/provider-error.ts';
import { readRecord, readText } from '../parts/read-value.ts';
import type { ProviderListing } from '../provider.ts';

const VENUE_OF = new Map([
  ['NASDAQ', 'XNAS'],
  ['NYSE', 'XNYS'],
  ['AMEX', 'XASE'],
  ['ARCA', 'ARCX'],
  ['NYSEARCA', 'ARCX'],
  ['BATS', 'BATS'],
]);

/** Listed US papers with their names; papers without a venue of ours, such as those traded over the counter, are left out. */
export async function listAlpacaAssets(http: HttpClient, signal: AbortSignal): Promise<readonly ProviderListing[]> {
  const answer = await http.json('/v2/assets', { asset_class: 'us_equity' }, signal);
  if (!Array.isArray(answer)) throw new ProviderError('unreadable', 'Its list of assets is no list');
  return answer.flatMap((value: unknown) => {
    const asset = readRecord(value);
    const symbol = readText(asset?.['symbol']);
    const name = readText(asset?.['name']);
    const exchange = VENUE_OF.get(readText(asset?.['exchange']) ?? '');
    if (symbol === null || name === null || name === '' || exchange === undefined) return [];
    const kind = /\b(?:ETF|ETN|Fund|Trust Units)\b/i.test(name) ? ('etf' as const) : ('stock' as const);
    const active = asset?.['status'] === 'active';
    return [
      { symbol: symbol.replace('.PR', '$').replace(/\.WS$/, '.W'), name, kind, exchange, currency: 'USD', active },
    ];
  });
}
