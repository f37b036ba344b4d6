/** What a key asks of the table while a row has the focus. */
export type RowAction =
  | { readonly kind: 'focus'; readonly index: number }
  | { readonly kind: 'extend'; readonly index: number }
  | { readonly kind: 'move'; readonly by: -1 | 1 }
  | { readonly kind: 'open' | 'alert' | 'peek' | 'mark' | 'mark-all' | 'edit' | 'remove' | 'menu' | 'header' };

interface Place {
  readonly index: number;
  readonly count: number;
  /** Rows that fit on the screen. */
  readonly page: number;
}

/**
 * Reads a press as `pressName` names it; null when it means nothing here.
 * Up from the first row leads to the column heads, so that the table stays one tab stop.
 */
export function rowActionOf(press: string, place: Place): RowAction | null {
  const { index, count, page } = place;
  const to = (wanted: number): RowAction => ({ kind: 'focus', index: Math.min(count - 1, Math.max(0, wanted)) });
  switch (press) {
    case 'ArrowDown':
    case 'j':
      return to(index + 1);
    case 'ArrowUp':
      return index === 0 ? { kind: 'header' } : to(index - 1);
    case 'k':
      return to(index - 1);
    case 'Home':
    case 'Mod+Home':
      return to(0);
    case 'End':
    case 'Mod+End':
      return to(count - 1);
    case 'PageDown':
      return to(index + page);
    case 'PageUp':
      return to(index - page);
    case 'Shift+ArrowDown':
      return { kind: 'extend', index: Math.min(count - 1, index + 1) };
    case 'Shift+ArrowUp':
      return { kind: 'extend', index: Math.max(0, index - 1) };
    default:
      return actions[press] ?? null;
  }
}

const actions: Readonly<Record<string, RowAction>> = {
  'Alt+ArrowUp': { kind: 'move', by: -1 },
  'Alt+ArrowDown': { kind: 'move', by: 1 },
  Enter: { kind: 'open' },
  ' ': { kind: 'peek' },
  x: { kind: 'mark' },
  'Mod+a': { kind: 'mark-all' },
  b: { kind: 'alert' },
  e: { kind: 'edit' },
  Delete: { kind: 'remove' },
  Backspace: { kind: 'remove' },
  ContextMenu: { kind: 'menu' },
  'Shift+F10': { kind: 'menu' },
};
