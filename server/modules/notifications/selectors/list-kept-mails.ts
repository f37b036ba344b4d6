import { AppError } from '../../../../contract/errors.ts';
import { Id } from '../../../../contract/fields.ts';
import type { QueryOf, ReplyOf } from '../../../../contract/schemas.ts';
import type { Member } from '../../../platform/actor.ts';
import { decodeCursor } from '../../../platform/http/cursor.ts';
import { type PageOf, pageOf } from '../../../platform/http/page.ts';
import type { Platform } from '../../../platform/platform.ts';
import { notifications } from '../tables.ts';

type Summary = ReplyOf<'listKeptMails'>[number];

/**
 * Kept mails, newest first: the caller's own, or all for an administrator.
 * @throws AppError `mail_not_kept` where mails are sent; the demo's are kept everywhere.
 */
export async function listKeptMails(
  platform: Platform,
  actor: Member,
  query: QueryOf<'listKeptMails'>,
): Promise<PageOf<Summary>> {
  const user_id = scopeOf(platform, actor);
  const { limit, cursor } = query;
  const key = platform.secrets.derive('cursor.kept-mails');
  const before = cursor === undefined ? null : decodeCursor(key, cursor, Id);
  const rows = await notifications(platform.db)
    .selectFrom('kept_mails')
    .$if(user_id !== null, (all) => all.where('user_id', '=', user_id ?? ''))
    .$if(before !== null, (all) => all.where('id', '<', before ?? ''))
    .orderBy('id', 'desc') // UUIDv7: newest is largest
    .limit(limit + 1)
    .select(['id', 'to_address as to', 'subject', 'at'])
    .execute();
  const views = rows.map((row) => Object.assign(row, { at: row.at.toISOString() }));
  return pageOf(views, { limit, key, place: (last) => last.id });
}

/** @throws AppError `mail_unknown`, `mail_not_kept`. */
export async function getKeptMail(platform: Platform, actor: Member, id: string): Promise<ReplyOf<'getKeptMail'>> {
  const user_id = scopeOf(platform, actor);
  const row = await notifications(platform.db)
    .selectFrom('kept_mails')
    .where('id', '=', id)
    .$if(user_id !== null, (all) => all.where('user_id', '=', user_id ?? ''))
    .select([
      'id',
      'to_address as to',
      'from_address as from',
      'subject',
      'at',
      'message_id',
      'headers',
      'text',
      'html',
    ])
    .executeTakeFirst();
  if (row === undefined) throw new AppError('mail_unknown');
  return { ...row, headers: [...row.headers], at: row.at.toISOString() };
}

/** Whose mails the caller may read; null: everybody's. */
function scopeOf({ config }: Platform, actor: Member): string | null {
  if (config.mail.smtp !== null && !actor.is_demo && actor.role !== 'admin') throw new AppError('mail_not_kept');
  return actor.role === 'admin' ? null : actor.user_id;
}
