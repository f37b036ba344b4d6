import { type Shortcut, type ShortcutId, shortcuts } from './shortcuts.ts';

/** What the matcher needs of a keyboard event. */
export interface Press {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
}

/** Name of a press: `Mod+k`, `Alt+ArrowUp`, `Shift+ArrowDown`, `x`. Shift is told only where the key does not show it. */
export function pressName(press: Press): string {
  const named = press.key.length > 1 || press.key === ' ';
  const key = named ? press.key : press.key.toLowerCase();
  return [(press.ctrlKey || press.metaKey) && 'Mod+', press.altKey && 'Alt+', named && press.shiftKey && 'Shift+', key]
    .filter((part) => part !== false)
    .join('');
}

/** How long the second key of a pair may take. */
export const PAIR_MS = 1200;

export type Match =
  | { readonly kind: 'run'; readonly id: ShortcutId }
  /** The first key of a pair: the next press decides. */
  | { readonly kind: 'pending'; readonly first: string }
  | { readonly kind: 'none' };

const table: readonly (readonly [ShortcutId, Shortcut])[] = Object.entries(shortcuts) as [ShortcutId, Shortcut][];
const global = table.filter(([, shortcut]) => shortcut.where === undefined);

/**
 * Which shortcut of the page a press means. Those of rows and of the chart are their own.
 * @param first the pending first key of a pair, or null.
 */
export function matchPress(name: string, first: string | null): Match {
  const wanted = first === null ? name : `${first} ${name}`;
  const found = global.find(([, shortcut]) => shortcut.press === wanted);
  if (found) return { kind: 'run', id: found[0] };
  if (first !== null) return matchPress(name, null);
  const opens = global.some(([, shortcut]) => shortcut.press.startsWith(`${name} `));
  return opens ? { kind: 'pending', first: name } : { kind: 'none' };
}

/** Whether the press is one of those that can be switched off and that a field must not lose: without Ctrl, Cmd or Alt. */
export function isSingleKey(name: string): boolean {
  return !name.startsWith('Mod+') && !name.startsWith('Alt+');
}
