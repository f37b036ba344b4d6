/**
 * Why a provider gave nothing. `unreachable`: no connection · `late`: no answer in time · `limited`: it asks us to wait ·
 * `refused`: key, plan or request are not accepted, and asking again changes nothing · `broken`: it has trouble of its
 * own · `unreadable`: an answer that is none · `held`: not asked, because it failed too often just now.
 */
export type FailureKind = 'unreachable' | 'late' | 'limited' | 'refused' | 'broken' | 'unreadable' | 'held';

/** A provider's failure in words for an operator. It never holds a key: addresses and headers stay out of the message. */
export class ProviderError extends Error {
  override readonly name = 'ProviderError';
  readonly kind: FailureKind;
  /** The provider asked to be left alone this long; null where it did not say. */
  readonly retry_after_ms: number | null;

  constructor(kind: FailureKind, message: string, retry_after_ms: number | null = null) {
    super(message);
    this.kind = kind;
    this.retry_after_ms = retry_after_ms;
  }
}

/** Any thrown value as a ProviderError; one that is none becomes `unreadable`. */
export function asProviderError(error: unknown): ProviderError {
  if (error instanceof ProviderError) return error;
  return new ProviderError('unreadable', error instanceof Error ? error.message : 'An unknown failure');
}
