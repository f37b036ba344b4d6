import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { StockView } from '../../../../contract/market.ts';
import type { QueryOf } from '../../../../contract/schemas.ts';
import { AppError } from '../../../../contract/errors.ts';
import { decodeCursor } from '../../../platform/http/cursor.ts';
import { type PageOf, pageOf } from '../../../platform/http/page.ts';
import type { Platform } from '../../../platform/platform.ts';
import { instrumentView } from '../instrument-view.ts';
import type { Quotes } from '../quotes.ts';
import type { Hit, HitPlace } from '../search/search-index.ts';
import type { StockSearch } from '../search/stock-search.ts';

export interface StockList {
  readonly platform: Platform;
  readonly search: StockSearch;
  readonly quotes: Pick<Quotes, 'viewOf'>;
}

/** Where a page ended: which question it answers, and the last hit's place in the order. */
const Place = z.tuple([z.string(), z.int(), z.int(), z.number(), z.int(), z.string()]);

/**
 * One page of what a query finds, best first, each with its quote; without a query all instruments, largest first. A
 * page goes on behind the last hit's own place, so that a walk shows each row once while instruments come and go.
 *
 * @throws AppError `cursor_invalid` for a cursor of another query or filter.
 */
export function listStocks({ platform, search, quotes }: StockList, query: QueryOf<'listStocks'>): PageOf<StockView> {
  const { q = '', kind, exchange, limit, cursor } = query;
  const key = platform.secrets.derive('cursor.stocks');
  const question = questionOf(q, kind ?? '', exchange ?? '');
  const after = cursor === undefined ? undefined : placeOf(key, cursor, question);
  const hits = search.search(q, { kind, exchange }, { limit: limit + 1, after });
  const { rows, meta } = pageOf(hits, {
    limit,
    key,
    place: ({ step, size }) => [question, step, size.gone, size.size, size.paper, size.symbol],
  });
  return { rows: rows.map((hit) => stockView(hit, quotes)), meta };
}

function stockView({ instrument }: Hit, quotes: Pick<Quotes, 'viewOf'>): StockView {
  return Object.assign(instrumentView(instrument), { quote: quotes.viewOf(instrument) });
}

function placeOf(key: Buffer, cursor: string, question: string): HitPlace {
  const [asked, step, gone, size, paper, symbol] = decodeCursor(key, cursor, Place);
  if (asked !== question) throw new AppError('cursor_invalid', { pointer: '?cursor' });
  return { step, size: { gone, size, paper, symbol } };
}

function questionOf(...parts: readonly string[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('base64url').slice(0, 12);
}
