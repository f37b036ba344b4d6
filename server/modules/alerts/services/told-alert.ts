import type { Selectable } from 'kysely';
import type { Tx } from '../../../platform/db/transaction.ts';
import { definitionOf } from '../alert.ts';
import type { AlertMarket } from '../alert-market.ts';
import type { ToldChange } from '../notices.ts';
import { namesOfLists } from '../selectors/names-of-lists.ts';
import { listSubject, sentenceOf } from '../sentence.ts';
import type { AlertRow } from '../tables.ts';

/** Alerts with how they are named to their owners. */
export async function toldChanges(
  tx: Tx,
  market: AlertMarket,
  rows: readonly Selectable<AlertRow>[],
  at: Date,
): Promise<{ readonly alert: Selectable<AlertRow>; readonly told: ToldChange }[]> {
  const names = await namesOfLists(
    tx,
    rows.filter(({ instrument_id }) => instrument_id === null),
  );
  return rows.map((row) => {
    const symbol = row.instrument_id === null ? null : (market.byId(row.instrument_id)?.symbol ?? null);
    const list = names.get(row.watchlist_id ?? '') ?? 'a list';
    const subject = symbol ?? (row.instrument_id === null ? list : 'a symbol');
    const sentence = sentenceOf(symbol ?? (row.instrument_id === null ? listSubject(list) : 'It'), definitionOf(row));
    return { alert: row, told: { subject, symbol, sentence, at } };
  });
}
