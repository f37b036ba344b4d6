import type { NotificationKind, NotificationView } from '../../../../contract/notifications.ts';

/** What is sent to a webhook, before a preset gives it its form. */
export interface OutgoingMessage {
  /** The same for every try, so that receivers know a repeated one. */
  readonly id: string;
  readonly type: string;
  /** When it happened. */
  readonly at: string;
  readonly data: Readonly<Record<string, unknown>>;
  /** The same for people. */
  readonly text: MessageText;
}

export interface MessageText {
  readonly title: string;
  readonly body: string;
  readonly facts: readonly { readonly label: string; readonly value: string }[];
  /** Address of a page in the web app. */
  readonly link: string;
  readonly urgent: boolean;
}

const types: Readonly<Record<NotificationKind, string>> = {
  alert_fired: 'alert.fired',
  alert_changed: 'alert.changed',
  account: 'account.notice',
  delivery: 'delivery.notice',
  low_stock: 'stock.low',
  purchase: 'purchase.notice',
  sale: 'sale.notice',
};

/** Notifications of one delivery as one message; several are a digest. */
export function outgoingMessage(
  delivery_id: string,
  notifications: readonly NotificationView[],
  public_url: string,
): OutgoingMessage {
  const id = `msg_${delivery_id}`;
  const [first] = notifications;
  const at = notifications.at(-1)?.created_at ?? '';
  if (first !== undefined && notifications.length === 1) {
    const data = dataOf(first, public_url);
    return { id, type: types[first.kind], at, data, text: textOf(first, public_url) };
  }
  return {
    id,
    type: 'notification.digest',
    at,
    data: { notifications: notifications.map((one) => ({ type: types[one.kind], ...dataOf(one, public_url) })) },
    text: {
      title: `${notifications.length} notifications`,
      body: notifications.map(({ title }) => `• ${title}`).join('\n'),
      facts: [],
      link: `${public_url}/notifications`,
      urgent: notifications.some(({ kind }) => kind === 'alert_fired'),
    },
  };
}

/** A message that tells nothing but that messages arrive. */
export function testMessage(id: string, now: Date, public_url: string): OutgoingMessage {
  const title = 'Test from Omni-Stock';
  const body = 'Messages arrive here. Alerts you send to this webhook look like this.';
  const facts = [{ label: 'Sent', value: now.toISOString() }];
  return {
    id: `msg_${id}`,
    type: 'webhook.test',
    at: now.toISOString(),
    data: { title, body, facts },
    text: { title, body, facts, link: `${public_url}/settings/notifications`, urgent: false },
  };
}

function dataOf(notification: NotificationView, public_url: string): Record<string, unknown> {
  const { id, kind, title, body, facts, symbol, alert_id, firing_id, simulated, created_at } = notification;
  const url = notification.link === null ? null : public_url + notification.link;
  return { notification_id: id, kind, title, body, facts, url, symbol, alert_id, firing_id, simulated, created_at };
}

function textOf({ title, body, facts, link, simulated, kind }: NotificationView, public_url: string): MessageText {
  return {
    title,
    body,
    facts: simulated ? [...facts, { label: 'Prices', value: 'made up by the simulator' }] : facts,
    link: public_url + (link ?? '/notifications'),
    urgent: kind === 'alert_fired',
  };
}
