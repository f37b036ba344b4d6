import { useQuery } from '@tanstack/react-query';
import { useEffect, useEffectEvent, useRef, useState } from 'react';
import type { VendorChange } from '../../../../../../contract/live/client.ts';
import { queryClient } from '../../../../app/query-client.ts';
import { useUser } from '../../../../app/session.ts';
import { useFollowVendor } from '../../../../lib/live/hooks.ts';
import { staffQuery } from '../../../../lib/queries/inventory.ts';
import { stockKey } from '../../../../lib/queries/stock.ts';
import { type ColumnId, columnIds } from '../columns/columns.ts';
import { cellText } from '../edit/cells.ts';
import { countAgain, isUnderWay, readRow, rowInHand } from '../edit/stock-cache.ts';
import type { PeerChange } from '../grid/stock-line.tsx';
import type { StockRow } from '../row.ts';
import type { StockTable } from '../view/use-stock-table.ts';

/** Named rows that are read one by one; with more, the table is. */
const ROWS_MAX = 20;
/** Pages that are read anew by themselves; with more, the table begins at its top again. */
const PAGES_MAX = 10;
/** How long a colleague's change stays marked. */
const MARKED_MS = 60_000;
/** Changes in quick succession are counted once. */
const COUNT_MS = 400;

export type PeerChanges = ReadonlyMap<string, PeerChange>;

/** Keeps the rows in step with what colleagues do. @returns what they changed in the last minute, by listing. */
export function useLiveRows(table: StockTable): PeerChanges {
  const { vendor_id } = table;
  const user_id = useUser()?.id;
  const staff = useQuery(staffQuery(vendor_id)).data;
  const { peers, mark } = usePeerMarks();
  const count = useSoon(() => countAgain(vendor_id), COUNT_MS);

  const readOne = async (id: string, by: string | null) => {
    const before = rowInHand(vendor_id, id);
    try {
      const { row } = await readRow(vendor_id, id);
      if (before === undefined || by === user_id) return;
      const columns = changedColumns(before, row);
      const member = staff?.find((one) => one.user_id === by);
      const who = member ? firstName(member.name || member.email) : '';
      if (columns.size > 0) mark(id, { columns, who });
    } catch {
      // Gone, or no network: the next reading of the table tells.
    }
  };
  useFollowVendor(vendor_id, ({ listings, by }: VendorChange) => {
    if (listings?.length === 0) return; // orders alone
    count();
    if (listings === null || listings.length > ROWS_MAX) return readAgain(table);
    const known = listings.filter((id) => rowInHand(vendor_id, id) !== undefined);
    for (const id of known) if (!isUnderWay(id)) void readOne(id, by);
    // One that is not there may be new: at the top of the newest, it belongs there.
    if (known.length < listings.length && table.state.sort === undefined) readAgain(table);
  });
  return peers;
}

function readAgain({ vendor_id, query }: StockTable): void {
  const queryKey = stockKey(vendor_id);
  if ((query.data?.pages.length ?? 0) > PAGES_MAX) void queryClient.resetQueries({ queryKey });
  else void queryClient.invalidateQueries({ queryKey });
}

/** Columns in which a row says something else than before. */
function changedColumns(before: StockRow, after: StockRow): ReadonlySet<ColumnId> {
  const told = columnIds.filter((id) => id !== 'changed' && id !== 'margin');
  return new Set(told.filter((id) => cellText(before, id) !== cellText(after, id)));
}

function firstName(name: string): string {
  return name.split(/[\s@]/)[0] ?? name;
}

function usePeerMarks() {
  const [peers, setPeers] = useState<PeerChanges>(new Map());
  const timers = useRef(new Map<string, ReturnType<typeof setTimeout>>());
  useEffect(() => {
    const held = timers.current;
    return () => held.forEach((timer) => clearTimeout(timer));
  }, []);
  const mark = (id: string, change: PeerChange) => {
    clearTimeout(timers.current.get(id));
    setPeers((before) => new Map(before).set(id, change));
    const forget = () => {
      timers.current.delete(id);
      setPeers((before) => {
        const next = new Map(before);
        next.delete(id);
        return next;
      });
    };
    timers.current.set(id, setTimeout(forget, MARKED_MS));
  };
  return { peers, mark };
}

/** Runs once, a moment after the last of several calls. */
function useSoon(run: () => void, delay_ms: number): () => void {
  const newest = useEffectEvent(run);
  const [asked, setAsked] = useState(0);
  useEffect(() => {
    if (asked === 0) return undefined;
    const timer = setTimeout(() => newest(), delay_ms);
    return () => clearTimeout(timer);
  }, [asked, delay_ms]);
  return () => setAsked((before) => before + 1);
}
