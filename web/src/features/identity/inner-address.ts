/** Where to go after signing in: an address of this app, or the lists. What names another site is not followed, also `/<tab>/site`: browsers leave tabs and line ends out. */
export function innerAddress(next: unknown): string {
  return typeof next === 'string' && /^\/(?![/\\])[^\t\r\n]*$/.test(next) ? next : '/w';
}
