import type { NotificationView } from '../../../../contract/notifications.ts';
import { PUSH_TEXT_BYTES_MAX } from './encrypt-push.ts';

/** What the service worker of the web app is given, as JSON. */
export interface PushText {
  readonly title: string;
  readonly body: string;
  /** Path in the web app that a click opens. */
  readonly link: string;
  /** A later message of the same tag takes the place of an earlier one on the screen, silently: a repeated one does. */
  readonly tag: string;
  /** When it happened. */
  readonly at: string;
  /** Null where several are told at once. */
  readonly notification_id: string | null;
}

/** One message for one or several notifications, short enough for a push service. */
export function pushText(notifications: readonly NotificationView[]): string {
  const [first] = notifications;
  const message: PushText =
    first !== undefined && notifications.length === 1
      ? {
          title: first.title,
          body: first.body,
          link: first.link ?? '/notifications',
          tag: first.id,
          at: first.created_at,
          notification_id: first.id,
        }
      : {
          title: `${notifications.length} notifications`,
          body: notifications.map(({ title }) => title).join('\n'),
          link: '/notifications',
          tag: first?.id ?? '',
          at: notifications.at(-1)?.created_at ?? '',
          notification_id: null,
        };
  return fitted(message);
}

/** Shortens the body, the only part that can be too long, until all of it fits. */
function fitted(message: PushText): string {
  let text = JSON.stringify(message);
  for (let length = message.body.length; Buffer.byteLength(text) > PUSH_TEXT_BYTES_MAX; ) {
    length = Math.floor(length * 0.8);
    const start = message.body
      .slice(0, length)
      .toWellFormed()
      .replace(/\ufffd$/, '');
    text = JSON.stringify({ ...message, body: `${start}…` });
  }
  return text;
}
