import { Id } from '../../../../contract/fields.ts';
import type { QueryOf } from '../../../../contract/schemas.ts';
import { decodeCursor } from '../../../platform/http/cursor.ts';
import { type PageOf, pageOf } from '../../../platform/http/page.ts';
import type { Platform } from '../../../platform/platform.ts';
import { accountColumns, type MeView, meView } from '../account.ts';
import { identity } from '../tables.ts';

/** All accounts, newest first; for administrators, which the route's access sees to. */
export async function listUsers(platform: Platform, query: QueryOf<'listUsers'>): Promise<PageOf<MeView>> {
  const { limit, cursor, q } = query;
  const key = platform.secrets.derive('cursor.users');
  const before = cursor === undefined ? null : decodeCursor(key, cursor, Id);
  const accounts = await identity(platform.db)
    .selectFrom('users')
    .$if(before !== null, (users) => users.where('id', '<', before ?? ''))
    .$if(q !== undefined, (users) => users.where('email', 'like', `%${literal(q ?? '')}%`))
    .orderBy('id', 'desc') // UUIDv7: newest is largest
    .limit(limit + 1)
    .select(accountColumns)
    .execute();
  return pageOf(accounts.map(meView), { limit, key, place: (last) => last.id });
}

/** Text in which LIKE sees no wildcard; e-mails are stored in lower case. */
function literal(text: string): string {
  return text.toLowerCase().replace(/[\\%_]/g, String.raw`\$&`);
}
