import type { AlertMarket } from './alert-market.ts';
import type { Notify } from './notices.ts';

/** What alerts are joined with by the composition. */
export interface AlertDoors {
  readonly market: AlertMarket;
  readonly notify: Notify;
}
