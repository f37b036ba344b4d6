/** How a buyer came back from a page of their bank's, as Stripe's script says it in the address; null: they did not. */
export type Returned = 'confirmed' | 'refused' | null;

/**
 * Reads it, and takes it out of the address together with the secret of the payment that stands beside it: neither is to be
 * kept in the history, copied, or sent anywhere.
 */
export function takeReturned(): Returned {
  const status = new URLSearchParams(location.search).get('redirect_status');
  if (location.search !== '') history.replaceState(history.state, '', location.pathname);
  if (status === null) return null;
  return status === 'failed' ? 'refused' : 'confirmed';
}
