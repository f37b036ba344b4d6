/** The tokens that open orders without an account: kept for this tab, so that a reload and the way back find the order. */

const KEY = 'omni-stock.order.';
const LOOKS_RIGHT = /^[\w-]{20,200}$/;
const held = new Map<string, string>();

export function keepToken(group_id: string, token: string): void {
  if (!LOOKS_RIGHT.test(token)) return;
  held.set(group_id, token);
  try {
    sessionStorage.setItem(KEY + group_id, token);
  } catch {
    // Storage is blocked: it holds until the page is left.
  }
}

export function tokenOf(group_id: string): string | undefined {
  const known = held.get(group_id);
  if (known !== undefined) return known;
  try {
    return sessionStorage.getItem(KEY + group_id) ?? undefined;
  } catch {
    return undefined;
  }
}
