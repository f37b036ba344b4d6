import { AppError } from '../../../../contract/errors.ts';
import type { RequestInfo } from '../../../platform/http/route.ts';
import type { Account } from '../account.ts';
import { addressAttempts, refuseIfSpent, signInAttempts, takeOrRefuse } from '../attempt-limits.ts';
import type { IdentityContext } from '../context.ts';
import { placeHash } from '../place.ts';
import { type Credentials, findCredentials, findPasswordHash } from '../selectors/find-credentials.ts';
import { identity } from '../tables.ts';

export interface CheckedAccount extends Account {
  /** The hash the password was checked against; a session is started only while it still stands. */
  readonly password_hash: string | null;
}

/**
 * Checks e-mail and password, within the limits on guessing. An unknown e-mail costs the same hash and gets the same
 * answer as a wrong password. A hash made with older parameters is renewed.
 *
 * @throws AppError `credentials_wrong`; `rate_limited` `{ retry_after_s }`; `unavailable` when too many wait to be checked.
 */
export async function checkCredentials(
  context: IdentityContext,
  request: RequestInfo,
  typed: { readonly email: string; readonly password: string },
): Promise<CheckedAccount> {
  const { platform, attempts } = context;
  refuseIfSpent(attempts, addressAttempts(request.address, typed.email));
  const place_hash = placeHash(platform.secrets, request.address);
  const account = await findCredentials(platform, { email: typed.email, place_hash });
  const taken = signInAttempts(request.address, typed.email, account?.place_known ?? false);
  takeOrRefuse(attempts, taken);
  const right = await context.passwords.matches(typed.password, account?.password_hash ?? null).catch((error) => {
    attempts.giveBack(taken); // nothing was checked
    throw error;
  });
  report(context, request, { account, right });
  if (account === null || !right) throw new AppError('credentials_wrong');
  attempts.giveBack(taken);
  return { ...account, password_hash: await renewed(context, account, typed.password) };
}

/** Security events after the OWASP logging vocabulary; an e-mail that has no account is not written down. */
function report(
  { platform }: IdentityContext,
  request: RequestInfo,
  outcome: { readonly account: Credentials | null; readonly right: boolean },
): void {
  const event = outcome.right ? 'authn_login_success' : 'authn_login_fail';
  const user_id = outcome.account?.id ?? null;
  platform.log.info({ event, user_id, address: request.address, request_id: request.id });
  platform.metrics
    .counter('identity_sign_ins_total', 'Passwords checked at sign-in', ['result'])
    .inc({ result: outcome.right ? 'right' : 'wrong' });
}

async function renewed(context: IdentityContext, account: Credentials, password: string): Promise<string | null> {
  const { password_hash } = account;
  if (password_hash === null || !context.passwords.isOutdated(password_hash)) return password_hash;
  const fresh = await context.passwords.hash(password);
  const { numUpdatedRows } = await identity(context.platform.db)
    .updateTable('users')
    .set({ password_hash: fresh })
    .where('id', '=', account.id)
    .where('password_hash', '=', password_hash)
    .executeTakeFirstOrThrow();
  if (numUpdatedRows === 1n) return fresh;
  // Another sign-in renewed it meanwhile, or the password is another now: then no session starts.
  const held = await findPasswordHash(context.platform, account.id);
  return (await context.passwords.matches(password, held)) ? held : password_hash;
}
