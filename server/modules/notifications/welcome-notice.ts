import type { Account } from '../identity/index.ts';
import type { Notice } from './notice.ts';

/** Greets a new account: what it can do first. */
export function welcomeNotice(user: Pick<Account, 'id' | 'name'>, at: Date): Notice {
  return {
    user_id: user.id,
    kind: 'account',
    dedupe_key: 'welcome',
    group: 'account',
    title: `Welcome to Omni-Stock, ${user.name}`,
    body: [
      'Your account is ready. Put what you follow on a watchlist, and it shows live prices side by side.',
      'Set an alert on any price, and you are told within a second of the trade that crossed it, here and by mail.',
      'How you are told, when you want quiet, and whether mails come one by one or as a digest, you choose under Settings, Notifications.',
    ].join('\n\n'),
    facts: [],
    link: '/w',
    symbol: null,
    alert_id: null,
    firing_id: null,
    simulated: false,
    channels: ['in_app', 'email'],
    at,
  };
}
