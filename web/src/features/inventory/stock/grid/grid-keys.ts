/** What a key asks of the table while a cell has the focus. */
export type GridAction =
  | { readonly kind: 'focus' | 'extend'; readonly row: number; readonly column: number }
  | { readonly kind: 'edit' | 'open' | 'mark' | 'mark-all' | 'menu' | 'header' | 'undo' | 'escape' | 'clear' };

export interface GridPlace {
  readonly row: number;
  /** Among the columns shown; 0 is the listing. */
  readonly column: number;
  readonly rows: number;
  readonly columns: number;
  /** Rows that fit on the screen. */
  readonly page: number;
}

/**
 * Reads a press as `pressName` names it; null when it means nothing here.
 * Up from the first row leads to the column heads, so that the table stays one tab stop.
 */
export function gridActionOf(press: string, place: GridPlace): GridAction | null {
  const { row, column, rows, columns, page } = place;
  const shift = press.startsWith('Shift+') || press.startsWith('Mod+Shift+');
  const kind = shift ? 'extend' : 'focus';
  const to = (down: number, right: number): GridAction => ({
    kind,
    row: Math.min(rows - 1, Math.max(0, down)),
    column: Math.min(columns - 1, Math.max(0, right)),
  });
  switch (press.replace('Shift+', '')) {
    case 'ArrowDown':
      return to(row + 1, column);
    case 'ArrowUp':
      return row === 0 && !shift ? { kind: 'header' } : to(row - 1, column);
    case 'ArrowRight':
      return to(row, column + 1);
    case 'ArrowLeft':
      return to(row, column - 1);
    case 'j':
      return to(row + 1, column);
    case 'k':
      return to(row - 1, column);
    case 'Home':
      return to(row, 0);
    case 'End':
      return to(row, columns - 1);
    case 'PageDown':
      return to(row + page, column);
    case 'PageUp':
      return to(row - page, column);
    case 'Mod+Home':
    case 'Mod+ArrowUp':
      return to(0, press.endsWith('Home') ? 0 : column);
    case 'Mod+End':
    case 'Mod+ArrowDown':
      return to(rows - 1, press.endsWith('End') ? columns - 1 : column);
    case 'F10':
      return shift ? { kind: 'menu' } : null;
    case ' ':
      return { kind: 'mark' };
    default:
      return shift ? null : (actions[press] ?? null);
  }
}

const actions: Readonly<Record<string, GridAction>> = {
  Enter: { kind: 'edit' },
  F2: { kind: 'edit' },
  e: { kind: 'edit' },
  o: { kind: 'open' },
  x: { kind: 'mark' },
  'Mod+ ': { kind: 'mark' },
  'Mod+a': { kind: 'mark-all' },
  'Mod+z': { kind: 'undo' },
  Delete: { kind: 'clear' },
  Escape: { kind: 'escape' },
  ContextMenu: { kind: 'menu' },
};
