import { useMemo, useState } from 'react';
import type { StockRow } from '../row.ts';
import { applyChange, type RealChange, undoOf } from './apply-edit.ts';
import { type EditableColumn, readCell } from './cells.ts';
import { countAgain, rowInHand } from './stock-cache.ts';
import { UndoSteps } from './undo.ts';

/** A cell whose edit the server refused. */
export interface CellProblem {
  readonly id: string;
  readonly column: EditableColumn;
  readonly why: string;
}
/** Two people changed the same cell. */
export interface CellConflict {
  readonly column: EditableColumn;
  readonly change: RealChange;
  /** As it was when one began to type. */
  readonly seen: StockRow;
  readonly now: StockRow;
}

export interface Edits {
  readonly problem: CellProblem | null;
  readonly conflict: CellConflict | null;
  readonly steps: UndoSteps;
  /** Takes up what was typed. @returns why it cannot be, or null when it is on its way. */
  readonly commit: (seen: StockRow, column: EditableColumn, text: string) => string | null;
  /** Sends a change that was decided, on top of what is there now. */
  readonly send: (seen: StockRow, column: EditableColumn, change: RealChange) => void;
  /** Says at a cell why what was typed there was not taken up. */
  readonly refuse: (problem: CellProblem) => void;
  readonly settle: () => void;
}

interface EditsOptions {
  readonly vendor_id: string;
  readonly locations: readonly string[];
  /** The pieces lie in several places: a dialog asks which. */
  readonly onWhere: (row: StockRow) => void;
}

/** Edits of cells: on their way, refused, or at odds with somebody else's. */
export function useEdits({ vendor_id, locations, onWhere }: EditsOptions): Edits {
  const [problem, setProblem] = useState<CellProblem | null>(null);
  const [conflict, setConflict] = useState<CellConflict | null>(null);
  const steps = useMemo(() => new UndoSteps(), []);

  const send = async (seen: StockRow, column: EditableColumn, change: RealChange) => {
    setProblem(null);
    setConflict(null);
    const outcome = await applyChange(seen, change, locations);
    if (outcome.kind === 'done') {
      steps.did(undoOf(seen, change, locations));
      countAgain(vendor_id);
    } else if (outcome.kind === 'conflict') setConflict({ column, change, seen, now: outcome.now });
    else if (outcome.kind === 'where') onWhere(rowInHand(vendor_id, seen.id) ?? seen);
    else setProblem({ id: seen.id, column, why: outcome.why });
  };
  return {
    problem,
    conflict,
    steps,
    commit(seen, column, text) {
      const change = readCell(seen, column, text);
      if (change.kind === 'wrong') return change.why;
      if (change.kind !== 'same') void send(seen, column, change);
      return null;
    },
    send: (seen, column, change) => void send(seen, column, change),
    refuse: setProblem,
    settle() {
      setProblem(null);
      setConflict(null);
    },
  };
}
