import type { Account } from '../identity/index.ts';
import type { Notice } from './notice.ts';

/**
 * Greets a new account: what it can do first. None of its words come from who registered, since nobody has shown yet that
 * the address is theirs.
 * @param by_mail false where the same mailbox was greeted lately.
 */
export function welcomeNotice(
  user: Pick<Account, 'id'>,
  { at, by_mail }: { readonly at: Date; readonly by_mail: boolean },
): Notice {
  return {
    user_id: user.id,
    kind: 'account',
    dedupe_key: 'welcome',
    group: 'account',
    title: 'Welcome to Omni-Stock',
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
    channels: by_mail ? ['in_app', 'email'] : ['in_app'],
    at,
  };
}
