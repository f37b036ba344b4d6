import type { Selectable } from 'kysely';
import type { NotificationView } from '../../../contract/notifications.ts';
import type { InboxRow } from './tables.ts';

/** Columns a notification is shown from. */
export const viewColumns = [
  'id',
  'kind',
  'title',
  'body',
  'facts',
  'link',
  'group_key',
  'symbol',
  'alert_id',
  'firing_id',
  'simulated',
  'read_at',
  'created_at',
] as const;

type Shown = Pick<Selectable<InboxRow>, (typeof viewColumns)[number]>;

/** Names each field, so that a new column never leaves by itself. */
export function notificationView(row: Shown): NotificationView {
  const { id, kind, title, body, facts, link, group_key, symbol, alert_id, firing_id, simulated } = row;
  const read_at = row.read_at?.toISOString() ?? null;
  const created_at = row.created_at.toISOString();
  const group = group_key;
  return {
    id,
    kind,
    title,
    body,
    facts: [...facts],
    link,
    group,
    symbol,
    alert_id,
    firing_id,
    simulated,
    read_at,
    created_at,
  };
}
