import type { Platform } from '../../../platform/platform.ts';
import { type Account, accountColumns } from '../account.ts';
import { identity } from '../tables.ts';

export interface Credentials extends Account {
  readonly password_hash: string | null;
  /** The account has signed in from this place before. */
  readonly place_known: boolean;
}

/** What a sign-in is checked against; one question whether or not the account exists. */
export async function findCredentials(
  platform: Platform,
  asked: { readonly email: string; readonly place_hash: Buffer },
): Promise<Credentials | null> {
  const found = await identity(platform.db)
    .selectFrom('users')
    .leftJoin('known_places', (join) =>
      join.onRef('known_places.user_id', '=', 'users.id').on('known_places.place_hash', '=', asked.place_hash),
    )
    .where('users.email', '=', asked.email)
    .select([...accountColumns, 'password_hash'])
    .select((eb) => eb('known_places.place_hash', 'is not', null).as('place_known'))
    .executeTakeFirst();
  return found === undefined ? null : { ...found, place_known: Boolean(found.place_known) };
}

/** The stored password of a signed-in account, to check the current one again. */
export async function findPasswordHash(platform: Platform, userId: string): Promise<string | null> {
  const row = await identity(platform.db)
    .selectFrom('users')
    .where('id', '=', userId)
    .select('password_hash')
    .executeTakeFirst();
  return row?.password_hash ?? null;
}
