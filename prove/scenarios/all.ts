import type { Scenario } from '../scenario.ts';
import { cancelShipRefund } from './cancel-ship-refund.ts';
import { expiringHolds } from './expiring-holds.ts';
import { frozen } from './frozen.ts';
import { lastUnit } from './last-unit.ts';
import { manyForFew } from './many-for-few.ts';
import { manyLines } from './many-lines.ts';
import { browserReturn, notices } from './notices.ts';
import { oneKey } from './one-key.ts';
import { sameListing } from './same-listing.ts';

export const scenarios: readonly Scenario[] = [
  lastUnit,
  manyForFew,
  manyLines,
  sameListing,
  expiringHolds,
  cancelShipRefund,
  notices,
  browserReturn,
  oneKey,
  frozen,
];
