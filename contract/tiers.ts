import type { AlertChannel } from './alerts.ts';

/**
 * What each tier may do: the one table, served at `GET /api/v1/tiers`, shown on the plans page and enforced by
 * services. `anonymous` is a visitor without an account. A tier is listed with what works today; a later capability
 * adds its row here together with its code.
 */
export const tiers = {
  anonymous: {
    name: 'Visitor',
    watchlists_max: 0,
    watchlist_items_max: 0,
    active_alerts_max: 0,
    list_alerts_max: 0,
    channels: [],
    live_interval_ms: 5000,
    live_symbols_max: 50,
    history_days: 31,
    // An address is often many people behind one router, and opening a page takes about six calls.
    requests_per_minute: 300,
  },
  standard: {
    name: 'Standard',
    watchlists_max: 5,
    watchlist_items_max: 50,
    active_alerts_max: 20,
    list_alerts_max: 2,
    channels: ['in_app', 'email'],
    live_interval_ms: 5000,
    live_symbols_max: 250,
    history_days: 366,
    requests_per_minute: 300,
  },
  premium: {
    name: 'Premium',
    watchlists_max: 50,
    watchlist_items_max: 500,
    active_alerts_max: 1000,
    list_alerts_max: 20,
    channels: ['in_app', 'email', 'webhook', 'push'],
    live_interval_ms: 250,
    live_symbols_max: 1000,
    history_days: null,
    requests_per_minute: 1200,
  },
} as const satisfies Record<string, TierLimits>;

export interface TierLimits {
  readonly name: string;
  readonly watchlists_max: number;
  readonly watchlist_items_max: number;
  /** Alerts that are active at a time, marks in lists and alerts on lists among them. */
  readonly active_alerts_max: number;
  /** Active alerts that watch a whole list. */
  readonly list_alerts_max: number;
  /** Where an alert can be told. */
  readonly channels: readonly AlertChannel[];
  /** A live price reaches a socket at most this often, in milliseconds. */
  readonly live_interval_ms: number;
  /** Symbols one socket may follow at a time. */
  readonly live_symbols_max: number;
  /** How many days back history and analytics reach; null: as far as there is any. */
  readonly history_days: number | null;
  /** Requests a minute, by user; for visitors by address. */
  readonly requests_per_minute: number;
}

export type Tier = keyof typeof tiers;
/** Tiers an account can have. */
export type AccountTier = Exclude<Tier, 'anonymous'>;
export type Role = 'user' | 'admin';
