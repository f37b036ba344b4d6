export type { Revocation } from './ports.ts';
export { createRealtime, type Realtime } from './realtime.ts';
export { appendUserEvent } from './services/append-user-event.ts';
export type { LiveSource, SourceStatus } from './source.ts';
