import { type AccountTier, type TierLimits, tiers } from '../../../contract/tiers.ts';

/** Whose alerts count. */
export interface PlanOwner {
  readonly tier: AccountTier;
  readonly is_demo: boolean;
}

/** What an owner may do with alerts. The demo account is everybody's: it sets and tells as a Standard one does. */
export function planOf({ tier, is_demo }: PlanOwner): TierLimits {
  return is_demo ? tiers.standard : tiers[tier];
}

/** How a refusal names the plan. */
export function planName(owner: PlanOwner): string {
  return owner.is_demo ? 'The demo account' : `Your ${planOf(owner).name} plan`;
}
