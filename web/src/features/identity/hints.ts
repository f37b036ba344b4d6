import { useSyncExternalStore } from 'react';

/** How far the person has got with the hints of the first visit. Kept in this browser; absent means none are offered. */
const KEY = 'omni-stock.hints';
export const hints = ['search', 'add', 'palette'] as const;
export type Hint = (typeof hints)[number];

const listeners = new Set<() => void>();

/** The hint to show now, or null when all were seen or none are offered. */
export function currentHint(): Hint | null {
  const seen = Number(read() ?? Number.NaN);
  return hints[seen] ?? null;
}

export function useHint(): Hint | null {
  return useSyncExternalStore((listener) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  }, currentHint);
}

/** Offers the hints, unless they have been seen before. */
export function offerHints(): void {
  if (read() === null) write('0');
}

/** On to the next hint. */
export function nextHint(): void {
  write(String(Number(read() ?? '0') + 1));
}

/** No more hints in this browser. */
export function dropHints(): void {
  write(String(hints.length));
}

function read(): string | null {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null;
  }
}

function write(seen: string): void {
  try {
    localStorage.setItem(KEY, seen);
  } catch {
    // Storage is blocked: hints are not worth more.
  }
  for (const listener of listeners) listener();
}
