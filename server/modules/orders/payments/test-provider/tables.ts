import type { Generated } from 'kysely';
import { tables } from '../../../../platform/db/tables.ts';
import type { PaymentState } from '../provider.ts';
import type { Behaviour } from './behaviours.ts';

/** Amounts are bigint: read as text. */
type Minor = string;

export interface TestPaymentRow {
  ref: string;
  key: string;
  amount_minor: string;
  currency: string;
  capture: boolean;
  /** `given_up`: it never came, and keeps its key from coming late. */
  behaviour: Behaviour | 'given_up';
  group_id: string;
  description: string;
  return_url: string;
  state: Exclude<PaymentState, 'unknown'>;
  authorised_minor: Minor;
  captured_minor: Minor;
  refunded_minor: Minor;
  decline_code: string | null;
  created_at: Date;
}

interface TestPaymentTables {
  payments: TestPaymentRow;
  refunds: {
    ref: string;
    key: string;
    payment_ref: string;
    amount_minor: string;
    settles_at: Date;
    created_at: Date;
  };
  webhooks: {
    id: string;
    event_id: string;
    payment_ref: string;
    body: string;
    due_at: Date;
    attempts: Generated<number>;
    delivered_at: Date | null;
  };
}

/** The test provider's own books: nobody else writes them. */
export const testBooks = tables<TestPaymentTables>('payments_test');
