import { tiers } from '../../../contract/tiers.ts';
import type { Account } from '../identity/index.ts';
import { closedBecause } from './delivery-plan.ts';
import type { Notice } from './notice.ts';
import { type Preference, wants } from './preference.ts';
import type { Outlet, SentChannel, Target } from './senders/sender.ts';

/** Everything about the users of some notices that decides where they are told. */
export interface Readers {
  readonly accounts: ReadonlyMap<string, Account>;
  readonly preferences: ReadonlyMap<string, Preference>;
  readonly targets: ReadonlyMap<SentChannel, ReadonlyMap<string, readonly Target[]>>;
}

/** Where one notice goes. */
export interface Addressed {
  readonly notice: Notice;
  readonly in_app: boolean;
  readonly addresses: readonly Address[];
}

interface Address {
  readonly outlet: Outlet;
  readonly target: Target;
  /** Why it is not sent there; null where it is. */
  readonly closed: string | null;
}

/** @returns null where nothing is to be told: the account is gone, or it wants this nowhere. */
export function addressNotice(notice: Notice, readers: Readers, outlets: readonly Outlet[]): Addressed | null {
  const account = readers.accounts.get(notice.user_id);
  const preference = readers.preferences.get(notice.user_id);
  if (account === undefined || preference === undefined) return null;
  const in_app = notice.channels.includes('in_app') && wants(preference, notice.kind, 'in_app');
  const addresses = outlets
    .filter(({ sender }) => notice.channels.includes(sender.channel))
    .flatMap((outlet) => {
      const { channel } = outlet.sender;
      const in_plan = tiers[account.tier].channels.some((one) => one === channel);
      const closed = in_plan ? closedBecause(notice, channel, preference) : 'Your plan does not have this channel';
      const targets = readers.targets.get(channel)?.get(notice.user_id) ?? [];
      return targets.map((target) => ({ outlet, target, closed }));
    });
  return in_app || addresses.some(({ closed }) => closed === null) ? { notice, in_app, addresses } : null;
}
