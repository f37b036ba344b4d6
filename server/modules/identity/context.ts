import type { Tx } from '../../platform/db/transaction.ts';
import type { Cookie, RequestInfo } from '../../platform/http/route.ts';
import type { Platform } from '../../platform/platform.ts';
import type { Account } from './account.ts';
import type { AttemptBuckets } from './attempt-buckets.ts';
import type { KeySet } from './key-set.ts';
import type { Passwords } from './passwords.ts';
import type { SessionCache } from './session-cache.ts';

/** What identity keeps in the memory of one process, beside the platform. */
export interface IdentityContext {
  readonly platform: Platform;
  readonly passwords: Passwords;
  readonly attempts: AttemptBuckets;
  readonly keys: KeySet;
  readonly sessions: SessionCache;
  /** Told of a new account in the transaction that makes it; what it writes is there exactly when the account is. */
  readonly registered: Registered;
  /** Asked before an account is erased, in the transaction that erases it. */
  readonly leaving: Leaving;
  /** Told of whoever has signed a browser in, after it is done. */
  readonly arrived: Arrived;
}

export type Registered = (tx: Tx, user: Account) => Promise<void>;
/** @throws AppError when something would be left without anyone to answer for it. */
export type Leaving = (tx: Tx, user_id: string) => Promise<void>;
/** Must not reject: the browser is signed in already. @returns cookies to set besides the session's. */
export type Arrived = (user: Pick<Account, 'id' | 'is_demo'>, request: RequestInfo) => Promise<readonly Cookie[]>;
