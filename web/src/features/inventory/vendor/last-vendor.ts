const KEY = 'omni-stock.last-vendor';

/** The vendor that was on screen last in this browser, or null. */
export function lastVendor(): string | null {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null;
  }
}

export function rememberVendor(id: string): void {
  try {
    localStorage.setItem(KEY, id);
  } catch {
    // Storage is full or blocked: the first vendor serves next time.
  }
}
