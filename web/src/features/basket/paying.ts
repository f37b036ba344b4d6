import { useSyncExternalStore } from 'react';

/** An order of this tab that is placed and not paid yet; kept over a reload and over the way to a bank and back. */
export interface Paying {
  readonly group_id: string;
  /** Opens it for a guest. */
  readonly token: string | undefined;
}

const KEY = 'omni-stock.paying';
const listeners = new Set<() => void>();
let current: Paying | null = read();

export function paying(): Paying | null {
  return current;
}

export function setPaying(next: Paying | null): void {
  current = next;
  try {
    if (next === null) sessionStorage.removeItem(KEY);
    else sessionStorage.setItem(KEY, JSON.stringify(next));
  } catch {
    // Storage is blocked: it holds until the page is left.
  }
  for (const listener of listeners) listener();
}

export function usePaying(): Paying | null {
  return useSyncExternalStore((listener) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  }, paying);
}

function read(): Paying | null {
  try {
    const kept: unknown = JSON.parse(sessionStorage.getItem(KEY) ?? 'null');
    if (typeof kept !== 'object' || kept === null || !('group_id' in kept) || typeof kept.group_id !== 'string')
      return null;
    const token = 'token' in kept && typeof kept.token === 'string' ? kept.token : undefined;
    return { group_id: kept.group_id, token };
  } catch {
    return null;
  }
}
