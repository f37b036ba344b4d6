const KEY = 'omni-stock.last-list';

/** The list that was on screen last in this browser, or null. */
export function lastList(): string | null {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null;
  }
}

export function rememberList(id: string): void {
  try {
    localStorage.setItem(KEY, id);
  } catch {
    // Storage is full or blocked: the first list serves next time.
  }
}
