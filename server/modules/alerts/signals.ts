import { signal } from '../../platform/signals.ts';

/**
 * Alerts or their targets changed: made, edited, paused, deleted, or following their list; committed. Whoever keeps them
 * reads each named alert again with its targets, and forgets it where it is gone. `alert_ids` null: too many to name,
 * read everything whose revision is newer and forget what is not there any more.
 */
export const alertsChanged = signal<{ readonly alert_ids: readonly string[] | null }>('alerts.changed');

/** More ids than this fit no signal. */
export const CHANGED_ALERTS_MAX = 150;
