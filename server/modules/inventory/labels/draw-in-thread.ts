import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { AppError } from '../../../../contract/errors.ts';
import type { Label } from './draw-labels.ts';
import type { Sheet } from './sheets.ts';

/** Files that are drawn at a time; who asks for one more is to ask again. */
const THREADS_MAX = 2;
const MEGABYTES_MAX = 256;
let threads = 0;

/**
 * Draws labels in a thread of its own: setting type and packing a file takes seconds for a thousand, in which this one
 * goes on answering.
 *
 * @throws AppError `unavailable` while others are being drawn.
 */
export async function drawInThread(
  sheet: Sheet,
  labels: readonly Label[],
  { skip }: { readonly skip: number },
): Promise<Uint8Array> {
  if (threads >= THREADS_MAX)
    throw new AppError('unavailable', { detail: 'Other labels are being drawn', retry_after_s: 5 });
  threads += 1;
  const worker = new Worker(new URL('./label-worker.ts', import.meta.url), {
    workerData: { sheet, labels, skip },
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
