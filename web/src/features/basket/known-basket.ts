/**
 * Whether this browser ever put something into a basket. Who has none is not asked about it on every page: the cookie
 * by which the server knows a guest cannot be read here.
 */
const KEY = 'omni-stock.basket';

export function hasBasket(): boolean {
  try {
    return localStorage.getItem(KEY) !== null;
  } catch {
    return false;
  }
}

export function rememberBasket(): void {
  try {
    localStorage.setItem(KEY, '1');
  } catch {
    // Storage is full or blocked: the count shows again once the basket is opened.
  }
}
