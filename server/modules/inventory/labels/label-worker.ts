import assert from 'node:assert/strict';
import { parentPort, workerData } from 'node:worker_threads';
import { drawLabels, type Label } from './draw-labels.ts';
import type { Sheet } from './sheets.ts';

/** A thread that draws one file of labels, and is gone. */
assert(parentPort !== null, 'this file runs as a thread');
const { sheet, labels, skip } = workerData as {
  readonly sheet: Sheet;
  readonly labels: readonly Label[];
  readonly skip: number;
};
// oxlint-disable-next-line unicorn/require-post-message-target-origin -- a port of a thread has no origin
parentPort.postMessage(await drawLabels(sheet, labels, { skip }));
