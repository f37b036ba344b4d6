import { sql } from 'kysely';
import { Email, PASSWORD_LENGTH_MAX } from '../../../../contract/identity.ts';
import { ConfigError } from '../../../config.ts';
import { inTransaction, type Tx } from '../../../platform/db/transaction.ts';
import type { Platform } from '../../../platform/platform.ts';
import { nameFromEmail } from '../account.ts';
import { hashToken, newToken } from '../opaque-token.ts';
import { hashPassword } from '../password-hash.ts';
import { weaknessOf } from '../password-rules.ts';
import { identity } from '../tables.ts';
import { createAccount } from './create-account.ts';
import { endSessions } from './end-sessions.ts';
import { recordAudit } from './record-audit.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
/** A set-up link is good this long, until it is used, or until the next start prints another. */
const SETUP_LINK_LIFE_MS = DAY_MS;

/**
 * Sees to it at start that somebody can administer: the account that ADMIN_EMAIL and ADMIN_PASSWORD name, or, when there
 * is no administrator at all, whoever holds the link. Processes that start together do it one after the other.
 *
 * @returns the one-time address to print, or null when there is an administrator.
 * @throws ConfigError for an e-mail or a password that could not be used to sign in.
 */
export async function ensureFirstAdmin(platform: Platform): Promise<string | null> {
  const { admin } = platform.config;
  if (admin !== null) refuseUnusable(admin);
  return inTransaction(platform.db, async (tx) => {
    await sql`SELECT pg_advisory_xact_lock(hashtext('identity.first_admin'))`.execute(tx);
    if (admin !== null) {
      await keepNamedAdmin(tx, platform, { ...admin, email: Email.parse(admin.email) });
      return null;
    }
    const other = await identity(tx)
      .selectFrom('users')
      .where('role', '=', 'admin')
      .select('id')
      .limit(1)
      .executeTakeFirst();
    return other === undefined ? replaceSetupLink(tx, platform) : null;
  });
}

function refuseUnusable(admin: { readonly email: string; readonly password: string }): void {
  if (!Email.safeParse(admin.email).success) {
    throw new ConfigError('ADMIN_EMAIL is not an e-mail address. Example: ADMIN_EMAIL=admin@example.org');
  }
  const weakness = weaknessOf(admin.password, { email: admin.email, name: nameFromEmail(admin.email) });
  if (weakness !== null || admin.password.length > PASSWORD_LENGTH_MAX) {
    throw new ConfigError(
      `ADMIN_PASSWORD is ${weakness === null ? 'too long' : 'too easy to guess'}: use 8 to ${PASSWORD_LENGTH_MAX} characters that are not a common password.`,
    );
  }
}

/**
 * Makes the named account, or leaves it alone when it administers already: its password may have been changed since.
 * An ordinary account of that e-mail was made by somebody who need not be the operator, so it also gets the password.
 */
async function keepNamedAdmin(
  tx: Tx,
  platform: Platform,
  admin: { readonly email: string; readonly password: string },
): Promise<void> {
  const { email } = admin;
  const found = await identity(tx)
    .selectFrom('users')
    .where('email', '=', email)
    .select(['id', 'role'])
    .executeTakeFirst();
  if (found?.role === 'admin') return;
  const password_hash = await hashPassword(admin.password);
  const { id } =
    found ??
    (await createAccount(tx, platform, { email, name: undefined, password_hash, tier: 'premium', role: 'admin' }));
  if (found !== undefined) {
    await identity(tx)
      .updateTable('users')
      .set({ password_hash, role: 'admin', tier: 'premium' })
      .where('id', '=', id)
      .execute();
    await endSessions(tx, platform, { user_id: id });
  }
  await identity(tx).deleteFrom('setup_links').execute();
  const subject = { subject_id: id, request_id: null, detail: { by: 'ADMIN_EMAIL' } };
  await recordAudit(tx, platform, { action: 'admin.created', actor_id: null, ...subject });
}

async function replaceSetupLink(tx: Tx, platform: Platform): Promise<string> {
  const token = newToken();
  const link = { token_hash: hashToken(token), expires_at: new Date(platform.clock.ms() + SETUP_LINK_LIFE_MS) };
  await identity(tx)
    .insertInto('setup_links')
    .values({ ...link, only_one: true })
    .onConflict((conflict) => conflict.column('only_one').doUpdateSet(link))
    .execute();
  // Behind `#`, which browsers keep to themselves: no proxy's log has it.
  return `${platform.config.public_url}/setup#token=${token}`;
}
