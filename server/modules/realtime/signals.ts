import { signal } from '../../platform/signals.ts';

/** New events of this user are committed: edges that hold a client of theirs send them. */
export const userEventAppended = signal<{ readonly user_id: string }>('realtime.user_event_appended');
