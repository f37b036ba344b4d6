/** Where to go after signing in: an address of this app, or the lists. What names another site is not followed. */
export function innerAddress(next: unknown): string {
  return typeof next === 'string' && /^\/(?![/\\])/.test(next) ? next : '/w';
}
