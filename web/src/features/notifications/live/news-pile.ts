import type { NotificationView } from '../../../lib/queries/notifications.ts';

/** A message of the pile: what stands on it, and where its button leads. */
export interface News {
  /** The same id again replaces the message that has it. */
  readonly id: string;
  readonly title: string;
  readonly detail: string;
  readonly action: { readonly label: string; readonly to: string } | null;
}
/** Shows a message, and calls `onGone` when it has left the screen; returns the way to take it away. */
export type ShowNews = (news: News, onGone: () => void) => () => void;

/** Messages that stand one above the other; more are told in one. */
const STACKED_MAX = 3;
const NAMED_MAX = 3;

/**
 * News as they come in, without burying the page: up to three stand for themselves; the next one turns all of them into
 * a single message that counts, and goes on counting until it has left the screen.
 */
export class NewsPile {
  readonly #show: ShowNews;
  readonly #single = new Map<string, { readonly notification: NotificationView; readonly close: () => void }>();
  #counted: NotificationView[] = [];
  #round = 0;

  constructor(show: ShowNews) {
    this.#show = show;
  }

  add(notification: NotificationView): void {
    if (this.#counted.length === 0 && this.#single.size < STACKED_MAX) return this.#addSingle(notification);
    if (this.#counted.length === 0) this.#round += 1;
    const others = [...this.#single.values()];
    this.#single.clear();
    this.#counted = [...this.#counted, ...others.map((one) => one.notification), notification];
    for (const { close } of others) close();
    const round = this.#round;
    this.#show(summaryOf(this.#counted, `news ${round}`), () => {
      if (round === this.#round) this.#counted = [];
    });
  }

  #addSingle(notification: NotificationView): void {
    const { id } = notification;
    if (this.#single.has(id)) return;
    const close = this.#show(newsOf(notification), () => this.#single.delete(id));
    this.#single.set(id, { notification, close });
  }
}

/** What fired says why; anything else leads to what it is about. */
export function newsOf({ id, kind, title, body, link, simulated }: NotificationView): News {
  const label = kind === 'alert_fired' ? 'Why' : 'Open';
  return {
    id: `news ${id}`,
    title,
    detail: simulated ? `Simulated. ${body}` : body,
    action: { label, to: link ?? '/notifications' },
  };
}

function summaryOf(notifications: readonly NotificationView[], id: string): News {
  const fired = notifications.every(({ kind }) => kind === 'alert_fired');
  const newest_first = [...notifications].reverse();
  const names = [...new Set(newest_first.map(({ symbol, title }) => symbol ?? title))];
  const more = names.length - NAMED_MAX;
  return {
    id,
    title: fired ? `${notifications.length} alerts fired` : `${notifications.length} notifications`,
    detail: names.slice(0, NAMED_MAX).join(', ') + (more > 0 ? ` and ${more} more` : ''),
    action: { label: 'Show', to: '/notifications' },
  };
}
