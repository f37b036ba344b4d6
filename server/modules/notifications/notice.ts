import type { Channel, NotificationKind } from '../../../contract/notifications.ts';

/** Something one user is to be told. */
export interface Notice {
  readonly user_id: string;
  readonly kind: NotificationKind;
  /** Unique per user: what was told once is not told again. At most 200 characters. */
  readonly dedupe_key: string;
  /** Notices of one subject follow each other in the inbox. At most 200 characters. */
  readonly group: string;
  readonly title: string;
  readonly body: string;
  /** At most FACTS_MAX lines a template can show: "Price", "177.52 USD". */
  readonly facts: readonly Fact[];
  /** Path in the web app, starting with "/". */
  readonly link: string | null;
  readonly symbol: string | null;
  readonly alert_id: string | null;
  readonly firing_id: string | null;
  /** The price behind it is made up. */
  readonly simulated: boolean;
  /** Where it is to be told; what the user's preferences, plan and addresses allow of these. */
  readonly channels: readonly Channel[];
  readonly at: Date;
}

export interface Fact {
  readonly label: string;
  readonly value: string;
}

export const FACTS_MAX = 20;
