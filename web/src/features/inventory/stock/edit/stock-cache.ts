import { queryClient } from '../../../../app/query-client.ts';
import { call } from '../../../../lib/api.ts';
import { vendorKey } from '../../../../lib/queries/inventory.ts';
import { stockKey, type StockPages } from '../../../../lib/queries/stock.ts';
import type { StockRow } from '../row.ts';

/** The loaded rows, wherever they stand: each filter and order of a vendor is a table of its own. */

/** Shows a listing differently in every table that has it. Tables without it stay the same objects. */
export function showRow(vendor_id: string, id: string, shown: Partial<StockRow>): void {
  queryClient.setQueriesData<StockPages>({ queryKey: stockKey(vendor_id) }, (table) => {
    if (!table?.pages.some((page) => page.rows.some((row) => row.id === id))) return table;
    const pages = table.pages.map((page) =>
      page.rows.some((row) => row.id === id)
        ? { ...page, rows: page.rows.map((row) => (row.id === id ? { ...row, ...shown } : row)) }
        : page,
    );
    return { ...table, pages };
  });
}

/** The listing as some table has it now. */
export function rowInHand(vendor_id: string, id: string): StockRow | undefined {
  for (const [, table] of queryClient.getQueriesData<StockPages>({ queryKey: stockKey(vendor_id) })) {
    const found = table?.pages.flatMap((page) => page.rows).find((row) => row.id === id);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Reads a listing anew and shows what it is. @returns with where its stock lies. @throws as `call` does. */
export async function readRow(vendor_id: string, id: string) {
  const { data } = await call('getCollectible', { params: { vendor_id, id } });
  const { stock, photos: _photos, instrument_symbol: _symbol, ...row } = data;
  showRow(vendor_id, id, row);
  return { row, stock };
}

/** Counts beside the table are old: they are asked for again. The rows themselves stay where they are. */
export function countAgain(vendor_id: string): void {
  void queryClient.invalidateQueries({ queryKey: vendorKey(vendor_id, 'collectibles', 'facets') });
  void queryClient.invalidateQueries({ queryKey: vendorKey(vendor_id, 'views') });
}

/** Rows may have come, gone or changed by many: every table on screen is read anew. */
export function readTablesAgain(vendor_id: string): void {
  void queryClient.invalidateQueries({ queryKey: stockKey(vendor_id) });
  countAgain(vendor_id);
}

function nothing(): null {
  return null;
}

const turns = new Map<string, Promise<unknown>>();

/** Edits of one listing go one after another, in the order people made them. */
export function inTurn<Answer>(id: string, send: () => Promise<Answer>): Promise<Answer> {
  const sent = (turns.get(id) ?? Promise.resolve()).then(send);
  const settled = sent.then(nothing, nothing).finally(() => {
    if (turns.get(id) === settled) turns.delete(id);
  });
  turns.set(id, settled);
  return sent;
}

/** Whether an edit of this listing waits for its answer, which says what it is. */
export function isUnderWay(id: string): boolean {
  return turns.has(id);
}
