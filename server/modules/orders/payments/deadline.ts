/** A call did not answer in time: whether it did anything is not known. */
export class DeadlineError extends Error {
  override readonly name = 'DeadlineError';
}

/**
 * The answer of `work`, or DeadlineError after `limit_ms`; what `work` still does then is ignored.
 * It bounds a whole call, where timeouts of sockets bound only the silence between two bytes.
 */
export async function within<Answer>(limit_ms: number, work: Promise<Answer>): Promise<Answer> {
  const { promise, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new DeadlineError(`no answer within ${limit_ms} ms`)), limit_ms);
  work.catch(() => undefined);
  try {
    return await Promise.race([work, promise]);
  } finally {
    clearTimeout(timer);
  }
}
