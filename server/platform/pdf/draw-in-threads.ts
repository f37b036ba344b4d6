import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { AppError } from '../../../contract/errors.ts';

/** Files of one kind that are drawn at a time; who asks for one more is to ask again. */
const THREADS_MAX = 2;
const MEGABYTES_MAX = 256;

/**
 * Draws files in threads of their own: setting type and packing a file takes seconds for a thousand, in which this one
 * goes on answering.
 *
 * @param thread the module that draws its `workerData`, sends the bytes and ends.
 * @param things what it draws, as who is refused reads it: "labels".
 * @returns what draws one file. It throws AppError `unavailable` while others are being drawn.
 */
export function drawInThreads(thread: URL, things: string): (work: object) => Promise<Uint8Array> {
  let threads = 0;
  return async (work) => {
    if (threads >= THREADS_MAX)
      throw new AppError('unavailable', { detail: `Other ${things} are being drawn`, retry_after_s: 5 });
    threads += 1;
    const worker = new Worker(thread, {
      workerData: work,
      resourceLimits: { maxOldGenerationSizeMb: MEGABYTES_MAX },
    });
    try {
      const [bytes] = (await once(worker, 'message')) as [Uint8Array];
      return bytes;
    } finally {
      threads -= 1;
      await worker.terminate();
    }
  };
}
