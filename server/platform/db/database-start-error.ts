/** The database cannot be used as asked; the message is for the person who started the program and says what to do. */
export class DatabaseStartError extends Error {
  override readonly name = 'DatabaseStartError';
}
