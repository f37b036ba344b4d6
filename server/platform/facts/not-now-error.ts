/**
 * Thrown by a handler whose outside (a broker) cannot be reached at all: the consumer pauses with everything that waits
 * for it, and no try of the fact is counted, so that a long outage kills no facts.
 */
export class NotNowError extends Error {
  override readonly name = 'NotNowError';
}
