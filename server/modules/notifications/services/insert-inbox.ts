import { type Selectable, sql } from 'kysely';
import type { Tx } from '../../../platform/db/transaction.ts';
import { newId } from '../../../platform/ids.ts';
import type { Addressed } from '../addresses.ts';
import { type InboxRow, notifications } from '../tables.ts';

/** The row of a notice, and whether it is new: what was told before is left as it is. */
export interface Told {
  readonly id: string;
  /** Null when it was there before. */
  readonly row: Selectable<InboxRow> | null;
}

/** Writes the rows of these notices, in one statement for all. @returns one for each notice, in their order. */
export async function insertInbox(tx: Tx, addressed: readonly Addressed[]): Promise<Told[]> {
  if (addressed.length === 0) return [];
  const ids = risingIds(addressed.length);
  const rows = addressed.map(({ notice, in_app }, place) => {
    const { channels: _, group, at, ...rest } = notice;
    return { id: ids[place] ?? newId(), ...rest, group_key: group, in_app, created_at: at };
  });
  const inserted = await notifications(tx)
    .insertInto('inbox')
    .columns(COLUMNS)
    .expression(
      sql`SELECT ${sql.join(COLUMNS.map((column) => sql.ref(column)))}
        FROM json_populate_recordset(NULL::notifications.inbox, ${JSON.stringify(rows)}::json)`,
    )
    .onConflict((conflict) => conflict.columns(['user_id', 'dedupe_key']).doNothing())
    .returning('id')
    .execute();
  const fresh = new Set(inserted.map(({ id }) => id));
  const earlier = await earlierIds(tx, addressed.length === inserted.length ? [] : addressed);
  return rows.map((row) => {
    const { id, user_id, dedupe_key } = row;
    return fresh.has(id)
      ? { id, row: { ...row, read_at: null } }
      : { id: earlier.get(`${user_id} ${dedupe_key}`) ?? id, row: null };
  });
}

/** Ids of one millisecond are in no order by themselves; lists are ordered by them. */
function risingIds(count: number): string[] {
  return Array.from({ length: count }, newId).sort();
}

const COLUMNS = [
  'id',
  'user_id',
  'kind',
  'dedupe_key',
  'group_key',
  'title',
  'body',
  'facts',
  'link',
  'symbol',
  'alert_id',
  'firing_id',
  'simulated',
  'in_app',
  'created_at',
] as const;

async function earlierIds(tx: Tx, addressed: readonly Addressed[]): Promise<Map<string, string>> {
  if (addressed.length === 0) return new Map();
  const users = addressed.map(({ notice }) => notice.user_id);
  const keys = addressed.map(({ notice }) => notice.dedupe_key);
  const rows = await notifications(tx)
    .selectFrom('inbox')
    .where(sql<boolean>`(user_id, dedupe_key) IN (SELECT * FROM unnest(${users}::uuid[], ${keys}::text[]))`)
    .select(['id', 'user_id', 'dedupe_key'])
    .execute();
  return new Map(rows.map(({ id, user_id, dedupe_key }) => [`${user_id} ${dedupe_key}`, id]));
}
