import { signal } from '../signals.ts';

/** Facts were recorded; sent by `facts.record` itself, so that a trigger may record too. */
export const factsRecorded = signal<null>('facts.recorded');

/** Deliveries were made for these consumers. */
export const factsFannedOut = signal<{ readonly consumers: readonly string[] }>('facts.fanned_out');
