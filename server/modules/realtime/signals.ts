import { signal } from '../../platform/signals.ts';

/** New events of these users are committed: edges that hold a client of theirs send them. */
export const userEventsAppended = signal<{ readonly user_ids: readonly string[] }>('realtime.user_events_appended');
