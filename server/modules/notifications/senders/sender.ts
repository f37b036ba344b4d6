import type { Channel, NotificationView } from '../../../../contract/notifications.ts';
import type { AccountTier } from '../../../../contract/tiers.ts';
import type { Tx } from '../../../platform/db/transaction.ts';
import type { Notice } from '../notice.ts';

/** Channels that leave the app; `in_app` is the inbox itself. */
export type SentChannel = Exclude<Channel, 'in_app'>;

/** One thing to send now. */
export interface DeliveryJob {
  /** Of the delivery: stable over every try, so that a receiver knows a repeated one (Message-ID, webhook-id). */
  readonly id: string;
  readonly user_id: string;
  readonly channel: SentChannel;
  /** The webhook or push subscription; for mail the user. */
  readonly target_id: string;
  readonly attempt: number;
  readonly attempts_max: number;
  /** When the delivery was made. */
  readonly created_at: Date;
  /** At least one, the oldest first; several are a digest and are told as one message. */
  readonly notifications: readonly NotificationView[];
  /** Why several are told at once; null for one told by itself. */
  readonly held_for: HeldFor | null;
  readonly account: Recipient;
}

/** The account as it is now, not as it was when the delivery was made. */
export interface Recipient {
  readonly id: string;
  readonly email: string;
  readonly name: string;
  readonly tier: AccountTier;
  readonly is_demo: boolean;
  /** IANA name, of the user's preferences. */
  readonly time_zone: string;
}

/** `limit`: there were too many within an hour. */
export type HeldFor = 'quiet_hours' | 'digest' | 'limit';

/** `code` is the receiver's (HTTP status, SMTP reply); `answer` the beginning of what it said. */
export type Outcome =
  | { readonly kind: 'sent'; readonly code?: number; readonly answer?: string }
  | {
      readonly kind: 'retry';
      readonly error: string;
      readonly code?: number;
      readonly answer?: string;
      /** The receiver asked to wait this long; the longer of this and the schedule is waited. */
      readonly after_ms?: number;
    }
  | {
      readonly kind: 'failed';
      readonly error: string;
      readonly code?: number;
      readonly answer?: string;
      /** It was the target that was refused, not this message: the next one will be too. */
      readonly target_refused?: boolean;
    }
  | { readonly kind: 'suppressed'; readonly reason: string };

/** Sends over one channel. */
export interface Sender {
  readonly channel: SentChannel;
  /** Pauses between tries; their number is the number of tries less one. */
  readonly retry_ms: readonly number[];
  /**
   * Sends one delivery. Has a deadline of its own, a minute at most. May be called again for the same job after a
   * crash. A rejection counts as `retry`.
   */
  send(job: DeliveryJob): Promise<Outcome>;
}

/** Where a user can be reached over a channel. */
export interface Target {
  readonly user_id: string;
  readonly id: string;
  /** As shown in the log of deliveries: the address, the webhook's name, the browser. */
  readonly name: string;
  /** A person sees it at once: it waits during quiet hours. A program does not. */
  readonly waits_in_quiet_hours: boolean;
}

/** How a delivery stands after a try, in the transaction that writes it down. */
export interface Settlement {
  readonly job: DeliveryJob;
  readonly outcome: Outcome;
  /** `pending`: it is tried again. */
  readonly status: 'pending' | 'sent' | 'failed' | 'suppressed';
  readonly at: Date;
}

/** A channel as notifications use it: whom it reaches, how it sends, and what follows from that. */
export interface Outlet {
  readonly sender: Sender;
  /** Deliveries one process sends at a time over this channel, to all targets together. */
  readonly concurrency: number;
  /** Where these users can be reached now, in one statement for all. */
  targets(tx: Tx, user_ids: readonly string[]): Promise<readonly Target[]>;
  /**
   * Called in the transaction that writes down how a try went. What it writes there is there exactly when the outcome
   * is. @returns what the user is to be told about it, such as a webhook that was switched off.
   */
  settled?(tx: Tx, settlement: Settlement): Promise<readonly Notice[]>;
  /** Lets go of what it keeps open; nothing is sent after it. */
  close?(): void;
}
