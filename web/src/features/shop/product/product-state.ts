/** What the address of a product holds: which of its states is looked at, "NM" or "PSA 9". */
export interface ProductAddress {
  readonly state?: string | undefined;
}

/** Keeps what is valid of an address. */
export function readProductState(search: Record<string, unknown>): ProductAddress {
  const { state } = search;
  // Left out, the raw value of the address would stay.
  return { state: typeof state === 'string' && /^[\w .-]{1,40}$/.test(state) ? state : undefined };
}
