import type { Tx } from '../../../platform/db/transaction.ts';
import { accountsByIds } from '../../identity/index.ts';
import type { Readers } from '../addresses.ts';
import type { Notice } from '../notice.ts';
import type { Outlet, SentChannel, Target } from '../senders/sender.ts';
import { lockPreferences } from './lock-preferences.ts';

/** Reads, and locks, what decides where these notices go: one statement per table. */
export async function readReaders(tx: Tx, notices: readonly Notice[], outlets: readonly Outlet[]): Promise<Readers> {
  const found = await accountsByIds(tx, [...new Set(notices.map(({ user_id }) => user_id))]);
  const accounts = new Map(found.map((account) => [account.id, account]));
  const preferences = await lockPreferences(tx, [...accounts.keys()]);
  const targets = new Map<SentChannel, Map<string, Target[]>>();
  for (const { sender, ...outlet } of outlets) {
    const asking = notices.filter(
      ({ user_id, channels }) => accounts.has(user_id) && channels.includes(sender.channel),
    );
    const users = [...new Set(asking.map(({ user_id }) => user_id))];
    const listed = users.length === 0 ? [] : await outlet.targets(tx, users);
    targets.set(
      sender.channel,
      Map.groupBy(listed, ({ user_id }) => user_id),
    );
  }
  return { accounts, preferences, targets };
}
