export type { Revocation } from './ports.ts';
export { createRealtime, type Realtime } from './realtime.ts';
export { appendUserEvents } from './services/append-user-events.ts';
export type { LiveSource, SourceStatus, VendorChange } from './source.ts';
