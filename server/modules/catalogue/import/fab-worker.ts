import { parentPort } from 'node:worker_threads';
import { cards } from '@flesh-and-blood/cards';
import type { PrintingRecord } from './card-record.ts';
import { fromFab } from './from-fab.ts';

/** A thread of its own, so that the 170 MB that loading the package takes are given back when it ends. */

const BATCH = 1_000;

// oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
const send = (message: readonly PrintingRecord[] | null): void => parentPort?.postMessage(message);

let batch: PrintingRecord[] = [];
for (const card of cards) {
  batch.push(...fromFab(card));
  while (batch.length >= BATCH) send(batch.splice(0, BATCH));
}
send(batch);
send(null);
