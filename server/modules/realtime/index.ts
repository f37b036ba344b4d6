export type { Revocation } from './ports.ts';
export { createRealtime, type Realtime, type RealtimeOptions } from './realtime.ts';
export { appendUserEvent, type NewUserEvent } from './services/append-user-event.ts';
export type { Collections, LiveSource, SourceStatus } from './source.ts';
