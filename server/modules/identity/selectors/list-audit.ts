import { Id } from '../../../../contract/fields.ts';
import type { QueryOf, ReplyOf } from '../../../../contract/schemas.ts';
import { decodeCursor } from '../../../platform/http/cursor.ts';
import { type PageOf, pageOf } from '../../../platform/http/page.ts';
import type { Platform } from '../../../platform/platform.ts';
import { identity } from '../tables.ts';

type AuditView = ReplyOf<'listAudit'>[number];

/** Privileged acts, newest first; for administrators, which the route's access sees to. Erased accounts have no address. */
export async function listAudit(platform: Platform, query: QueryOf<'listAudit'>): Promise<PageOf<AuditView>> {
  const { limit, cursor, subject } = query;
  const key = platform.secrets.derive('cursor.audit');
  const before = cursor === undefined ? null : decodeCursor(key, cursor, Id);
  const events = await identity(platform.db)
    .selectFrom('audit_events as event')
    .leftJoin('users as actor', 'actor.id', 'event.actor_id')
    .leftJoin('users as subject', 'subject.id', 'event.subject_id')
    .$if(before !== null, (all) => all.where('event.id', '<', before ?? ''))
    .$if(subject !== undefined, (all) => all.where('event.subject_id', '=', subject ?? ''))
    .orderBy('event.id', 'desc') // UUIDv7: newest is largest
    .limit(limit + 1)
    .select(['event.id', 'event.at', 'event.actor_id', 'actor.email as actor', 'event.action', 'event.subject_id'])
    .select(['subject.email as subject', 'event.request_id', 'event.detail'])
    .execute();
  const views = events.map((event) => Object.assign(event, { at: event.at.toISOString() }));
  return pageOf(views, { limit, key, place: (last) => last.id });
}
