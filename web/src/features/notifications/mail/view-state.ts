/** The mail that is open; kept in the address. */
export function readMailState(search: Record<string, unknown>): { readonly id?: string | undefined } {
  const { id } = search;
  return { id: typeof id === 'string' && /^[0-9a-f-]{36}$/.test(id) ? id : undefined };
}
