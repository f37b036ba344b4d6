import { sql } from 'kysely';
import { type Db, inTransaction, type Tx } from '../../../platform/db/transaction.ts';

/** First of the two numbers of the lock under which partitions come and go. */
const PARTITION_LOCK = 0x63_61_6e_64;

/** A calendar month in UTC. */
interface Month {
  readonly year: number;
  /** 0 is January. */
  readonly month: number;
}

/**
 * Makes the partitions of candles_1m that these moments fall into, where they are missing.
 *
 * @param asked who is asked whether they are: a transaction that waited for a second connection every time could wait for
 *   others that do the same.
 */
export async function ensureCandleMonths(
  db: Db,
  moments: readonly { readonly at_ms: number }[],
  asked: Db | Tx = db,
): Promise<void> {
  const months = new Map<string, Month>();
  for (const { at_ms } of moments) {
    const month = monthOf(at_ms);
    months.set(partitionName(month), month);
  }
  const { rows } = await sql<{ name: string }>`
    SELECT name FROM unnest(${[...months.keys()]}::text[]) AS name WHERE to_regclass('market.' || name) IS NULL
  `.execute(asked);
  if (rows.length === 0) return;
  await inTransaction(db, async (tx) => {
    await sql`SELECT pg_advisory_xact_lock(${PARTITION_LOCK})`.execute(tx);
    for (const { name } of rows) {
      const { year, month } = months.get(name) ?? monthOf(0);
      const bound = (ms: number) => sql.lit(new Date(ms).toISOString());
      await sql`
        CREATE TABLE IF NOT EXISTS ${sql.table(`market.${name}`)} PARTITION OF market.candles_1m
        FOR VALUES FROM (${bound(Date.UTC(year, month))}) TO (${bound(Date.UTC(year, month + 1))})
      `.execute(tx);
    }
  });
}

/** Drops the partitions of candles_1m that end before `before_ms`. @returns their names. */
export async function dropCandleMonths(db: Db, before_ms: number): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    SELECT child.relname AS name FROM pg_inherits JOIN pg_class AS child ON child.oid = inhrelid
    WHERE inhparent = 'market.candles_1m'::regclass AND child.relname < ${partitionName(monthOf(before_ms))}
  `.execute(db);
  return inTransaction(db, async (tx) => {
    await sql`SELECT pg_advisory_xact_lock(${PARTITION_LOCK})`.execute(tx);
    for (const { name } of rows) await sql`DROP TABLE IF EXISTS ${sql.table(`market.${name}`)}`.execute(tx);
    return rows.map(({ name }) => name);
  });
}

function monthOf(at_ms: number): Month {
  const at = new Date(at_ms);
  return { year: at.getUTCFullYear(), month: at.getUTCMonth() };
}

/** Sorts by time: `candles_1m_2026_11`. */
function partitionName({ year, month }: Month): string {
  return `candles_1m_${String(year).padStart(4, '0')}_${String(month + 1).padStart(2, '0')}`;
}
