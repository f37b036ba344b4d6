import { signal } from '../../platform/signals.ts';

/** A list's members, their order, or the list itself changed; committed. Whoever shows it reads it again. */
export const watchlistChanged = signal<{ readonly watchlist_id: string; readonly user_id: string }>(
  'watchlists.changed',
);
