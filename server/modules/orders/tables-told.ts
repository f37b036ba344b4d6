import type { Generated } from 'kysely';
import type { subscriptionEvents } from '../../../contract/selling.ts';
import type { Words } from './telling/words.ts';

export type SubscriptionEvent = (typeof subscriptionEvents)[number];

/** Mails to guests, and the programs of vendors with what is sent to them. */
export interface ToldTables {
  guest_mails: {
    id: string;
    event_id: string;
    group_id: string;
    template: string;
    recipient: string;
    message_id: string;
    words: Words | string;
    /** `carried`: told in the mail `carried_by`. */
    status: 'waiting' | 'sent' | 'failed' | 'carried';
    /** Above what the mailbox gets one by one: until then it waits to be told with the others. */
    held_until: Date | null;
    carried_by: string | null;
    attempts: Generated<number>;
    next_attempt_at: Date | null;
    claim: string | null;
    claimed_until: Date | null;
    last_error: string | null;
    created_at: Date;
    sent_at: Date | null;
  };
  subscriptions: {
    id: string;
    vendor_id: string;
    name: string;
    url: string;
    events: SubscriptionEvent[];
    enabled: boolean;
    disabled_reason: string | null;
    failures: Generated<number>;
    failing_since: Date | null;
    last_delivery_at: Date | null;
    created_at: Date;
  };
  subscription_deliveries: {
    id: string;
    vendor_id: string;
    subscription_id: string;
    event_id: string;
    type: SubscriptionEvent;
    subject: string;
    sequence: string | number;
    body: string;
    state: 'waiting' | 'sent' | 'failed';
    attempts: Generated<number>;
    last_status: number | null;
    last_error: string | null;
    next_attempt_at: Date | null;
    claim: string | null;
    claimed_until: Date | null;
    created_at: Date;
    sent_at: Date | null;
  };
}

/** A delivery that this process alone may try now, until its lease ends. */
export interface Claimed {
  readonly id: string;
  /** Proves the claim when its outcome is written. */
  readonly claim: string;
}
