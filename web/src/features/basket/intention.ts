import { freshKey } from '../../lib/fresh-key.ts';

/**
 * The Idempotency-Key of one intention to pay. What is tried again, after a lost answer or a reload, carries the key of
 * the first try: it pays once. Another basket, total or way to pay is another intention.
 */
const KEY = 'omni-stock.intention';

interface Kept {
  readonly of: string;
  readonly key: string;
}
let held: Kept | null = null;

/** @param intention everything that makes it this one, in plain data. */
export function keyOf(intention: unknown): string {
  const of = JSON.stringify(intention);
  const kept = held ?? read();
  if (kept?.of === of) return kept.key;
  held = { of, key: freshKey() };
  try {
    sessionStorage.setItem(KEY, JSON.stringify(held));
  } catch {
    // Storage is blocked: the key holds until the page is left.
  }
  return held.key;
}

/** It was answered: what comes next is something else. */
export function forgetIntention(): void {
  held = null;
  try {
    sessionStorage.removeItem(KEY);
  } catch {
    // Nothing was kept.
  }
}

function read(): Kept | null {
  try {
    const kept: unknown = JSON.parse(sessionStorage.getItem(KEY) ?? 'null');
    if (typeof kept !== 'object' || kept === null || !('of' in kept) || !('key' in kept)) return null;
    return typeof kept.of === 'string' && typeof kept.key === 'string' ? { of: kept.of, key: kept.key } : null;
  } catch {
    return null;
  }
}
