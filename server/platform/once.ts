import { sql } from 'kysely';
import { AppError } from '../../contract/errors.ts';
import type { Tx } from './db/transaction.ts';
import type { Idempotency } from './http/route.ts';

/** How long a key is kept. */
export const KEY_HOURS = 24;

/** Whose key it is, what it stands for, and when it is asked. */
export interface Named {
  /** "user:<id>", "vendor:<id>:<user>", "guest:<hash>": keys of others are others. */
  readonly scope: string;
  readonly idempotency: Idempotency;
  readonly at: Date;
}

/**
 * Does `work` once for a key, in the caller's transaction: the answer of the first call is kept with its effect, and later
 * calls get it again. A call that comes while the first is at work waits for it.
 *
 * @param work its result must be JSON.
 * @throws AppError `idempotency_key_reused`, and whatever `work` throws: then nothing is kept.
 */
export async function once<Result>(
  tx: Tx,
  named: Named,
  work: () => Promise<Result>,
): Promise<{ readonly result: Result; readonly replayed: boolean }> {
  const kept = await claimKey(tx, named);
  if (kept !== null) {
    if (kept.answer === null) throw new AppError('idempotency_key_in_use');
    return { result: JSON.parse(kept.answer) as Result, replayed: true };
  }
  const result = await work();
  await keepAnswer(tx, named, JSON.stringify(result));
  return { result, replayed: false };
}

/** What is kept of an earlier call. */
export interface KeptCall {
  /** What it made, where its answer is not known yet. */
  readonly subject: string | null;
  /** JSON as it was answered; null while it is at work. */
  readonly answer: string | null;
}

/**
 * Takes a key. Holds it until the transaction ends; whoever else asks for it waits until then.
 * @returns null for the first call, else what is kept of that one.
 * @throws AppError `idempotency_key_reused`.
 */
export async function claimKey(tx: Tx, named: Named): Promise<KeptCall | null> {
  const { scope, at } = named;
  const { key, fingerprint } = named.idempotency;
  const expires_at = new Date(at.getTime() + KEY_HOURS * 3_600_000);
  await sql`SELECT set_config('omni.idempotency_scope', ${scope}, true)`.execute(tx);
  const { rows } = await sql<KeptCall & { readonly fingerprint: string; readonly is_new: boolean }>`
    INSERT INTO platform.idempotency_keys AS kept (scope, key, fingerprint, created_at, expires_at)
    VALUES (${scope}, ${key}, ${fingerprint}, ${at}, ${expires_at})
    ON CONFLICT (scope, key) DO UPDATE SET
      fingerprint = CASE WHEN kept.expires_at <= ${at} THEN excluded.fingerprint ELSE kept.fingerprint END,
      subject = CASE WHEN kept.expires_at <= ${at} THEN NULL ELSE kept.subject END,
      answer = CASE WHEN kept.expires_at <= ${at} THEN NULL ELSE kept.answer END,
      created_at = CASE WHEN kept.expires_at <= ${at} THEN excluded.created_at ELSE kept.created_at END,
      expires_at = CASE WHEN kept.expires_at <= ${at} THEN excluded.expires_at ELSE kept.expires_at END
    RETURNING subject, answer, fingerprint, created_at = ${at} AND answer IS NULL AND subject IS NULL AS is_new
  `.execute(tx);
  const [row] = rows;
  if (row === undefined || row.is_new) return null;
  if (row.fingerprint !== fingerprint) throw new AppError('idempotency_key_reused');
  return { subject: row.subject, answer: row.answer };
}

/** Notes what the work has made, for whoever has to go on with it. */
export async function keepSubject(tx: Tx, { scope, idempotency }: Named, subject: string): Promise<void> {
  await sql`UPDATE platform.idempotency_keys SET subject = ${subject}
    WHERE scope = ${scope} AND key = ${idempotency.key}`.execute(tx);
}

/** Keeps the answer: from now on it is the answer to this key. */
export async function keepAnswer(tx: Tx, { scope, idempotency }: Named, answer: string): Promise<void> {
  await sql`SELECT set_config('omni.idempotency_scope', ${scope}, true)`.execute(tx);
  await sql`UPDATE platform.idempotency_keys SET answer = ${answer}
    WHERE scope = ${scope} AND key = ${idempotency.key}`.execute(tx);
}

/** Forgets keys whose day is over. */
export async function forgetKeys(tx: Tx, at: Date): Promise<void> {
  await sql`DELETE FROM platform.idempotency_keys WHERE expires_at <= ${at}`.execute(tx);
}
