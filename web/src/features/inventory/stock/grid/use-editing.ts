import { useState } from 'react';
import { beginsEdit, type EditableColumn, editText } from '../edit/cells.ts';
import type { StockRow } from '../row.ts';

/** The one cell that is being edited. */
export interface Editing {
  /** The listing as it stood when the person began: what somebody changes meanwhile is noticed against it. */
  readonly seen: StockRow;
  readonly column: EditableColumn;
  readonly text: string;
  /** Begun by typing: the first key took the place of what was there. */
  readonly typed: boolean;
}

/** Which cell is being edited, and how it began. */
export function useEditing() {
  const [editing, setEditing] = useState<Editing | null>(null);
  return {
    editing,
    /** @param text what the field begins with; what is there without it. */
    begin: (row: StockRow, column: EditableColumn, text = editText(row, column)) =>
      setEditing({ seen: row, column, text, typed: false }),
    /** @returns whether the key began an edit. */
    beginByKey(row: StockRow, column: EditableColumn, key: string): boolean {
      if (!beginsEdit(column, key)) return false;
      setEditing({ seen: row, column, text: key, typed: true });
      return true;
    },
    end: () => setEditing(null),
  };
}
