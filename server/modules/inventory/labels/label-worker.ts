import assert from 'node:assert/strict';
import { parentPort, workerData } from 'node:worker_threads';
import { drawLabels, type LabelWork } from './draw-labels.ts';

/** A thread that draws one file of labels, and is gone. */
assert(parentPort !== null, 'this file runs as a thread');
// oxlint-disable-next-line unicorn/require-post-message-target-origin -- a port of a thread has no origin
parentPort.postMessage(await drawLabels(workerData as LabelWork));
