import { type RawBuilder, sql } from 'kysely';

/** The longest pause after a try that failed. */
export const RETRY_MS_MAX = 600_000;

/**
 * Whether a delivery may be tried now. One that is put off for longer than any is was put off by a clock that was put back
 * since: it would wait for as long as that clock was ahead.
 */
export function isDue(deliveries: string): RawBuilder<boolean> {
  const [attempts, due_at] = [sql.ref(`${deliveries}.attempts`), sql.ref(`${deliveries}.due_at`)];
  return sql<boolean>`(${attempts} = 0 OR ${due_at} <= clock_timestamp()
    OR ${due_at} > clock_timestamp() + ${RETRY_MS_MAX} * interval '1 millisecond')`;
}
