/** A file that cannot be imported at all; the message says why and what to do. Nothing is written. */
export class ImportError extends Error {
  override readonly name = 'ImportError';
}
