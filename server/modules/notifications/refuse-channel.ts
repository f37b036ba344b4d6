import { AppError } from '../../../contract/errors.ts';
import { type TierLimits, tiers } from '../../../contract/tiers.ts';
import type { Member } from '../../platform/actor.ts';
import type { SentChannel } from './senders/sender.ts';

/** @throws AppError `demo_protected` for the shared account, `channel_unavailable` where the plan lacks the channel. */
export function refuseWithoutChannel({ is_demo, tier }: Member, channel: SentChannel): void {
  if (is_demo) throw new AppError('demo_protected');
  const limits: TierLimits = tiers[tier];
  if (!limits.channels.includes(channel)) throw new AppError('channel_unavailable');
}
