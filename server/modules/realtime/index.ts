export type { Revocation } from './ports.ts';
export { createRealtime, type Realtime } from './realtime.ts';
export { appendUserEvents, type NewUserEvent } from './services/append-user-events.ts';
export type { LiveSource, SourceStatus } from './source.ts';
