import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { AppError } from '../../../../contract/errors.ts';
import type { Papers } from './paper-order.ts';

/** Files that are drawn at a time; who asks for one more is to ask again. */
const THREADS_MAX = 2;
const MEGABYTES_MAX = 256;
let threads = 0;

/**
 * Draws papers in a thread of its own: setting type takes a second for a hundred orders, in which this one goes on
 * answering.
 *
 * @throws AppError `unavailable` while others are being drawn.
 */
export async function drawInThread(papers: Papers): Promise<Uint8Array> {
  if (threads >= THREADS_MAX)
    throw new AppError('unavailable', { detail: 'Other papers are being drawn', retry_after_s: 5 });
  threads += 1;
  const worker = new Worker(new URL('./paper-worker.ts', import.meta.url), {
    workerData: papers,
    resourceLimits: { maxOldGenerationSizeMb: MEGABYTES_MAX },
  });
  try {
    const [bytes] = (await once(worker, 'message')) as [Uint8Array];
    return bytes;
  } finally {
    threads -= 1;
    await worker.terminate();
  }
}
