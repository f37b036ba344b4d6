import { type KeyboardEvent, useLayoutEffect, useRef, useState } from 'react';
import { type ListingStatus, listingTransitions } from '../../../../../../contract/inventory-terms.ts';
import { statusLabels } from '../row.ts';
import type { Editing } from './use-editing.ts';

/** Where the focus goes after an edit. */
export type After = 'down' | 'up' | 'right' | 'left' | 'stay';

interface CellEditorProps {
  readonly editing: Editing;
  readonly label: string;
  /** Takes the text up. @returns why it cannot be, or null when the editor is done. */
  readonly onCommit: (text: string, after: After) => string | null;
  /** Leaves the cell as it was; `why` when what was typed cannot be taken up and the focus is elsewhere already. */
  readonly onCancel: (why?: string) => void;
}

/** The field in a cell while it is edited; what is wrong stands below it and keeps it open. */
export function CellEditor(props: CellEditorProps) {
  return props.editing.column === 'status' ? <StatusEditor {...props} /> : <TextEditor {...props} />;
}

function TextEditor({ editing, label, onCommit, onCancel }: CellEditorProps) {
  const input = useRef<HTMLInputElement>(null);
  const [why, setWhy] = useState<string | null>(null);
  /** The blur that follows an answered key is not another answer. */
  const done = useRef(false);
  // Before the next key arrives, or it would be meant for the cell.
  useLayoutEffect(() => {
    const field = input.current;
    field?.focus();
    if (editing.typed) field?.setSelectionRange(field.value.length, field.value.length);
    else field?.select();
  }, [editing.typed]);
  const commit = (after: After) => {
    done.current = true; // Taking it up moves the focus away.
    const wrong = onCommit(input.current?.value ?? '', after);
    done.current = wrong === null;
    setWhy(wrong);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    event.stopPropagation();
    const after = afterKey(event);
    if (event.key === 'Escape') {
      done.current = true;
      onCancel();
    } else if (after !== null) commit(after);
    else return;
    event.preventDefault();
  };
  const onBlur = () => {
    if (done.current) return;
    done.current = true;
    const wrong = onCommit(input.current?.value ?? '', 'stay');
    if (wrong !== null) onCancel(wrong);
  };
  const { column } = editing;
  return (
    <>
      <input
        ref={input}
        className="cell-input"
        aria-label={label}
        aria-invalid={why !== null}
        aria-describedby={why === null ? undefined : 'cell-note'}
        inputMode={column === 'shelf' || column === 'note' ? 'text' : 'decimal'}
        defaultValue={editing.text}
        autoComplete="off"
        spellCheck={column === 'note'}
        onKeyDown={onKeyDown}
        onBlur={onBlur}
        onInput={() => setWhy(null)}
      />
      {why !== null && <CellNote>{why}</CellNote>}
    </>
  );
}

function StatusEditor({ editing, label, onCommit, onCancel }: CellEditorProps) {
  const select = useRef<HTMLSelectElement>(null);
  const [why, setWhy] = useState<string | null>(null);
  const done = useRef(false);
  useLayoutEffect(() => select.current?.focus(), []);
  const { status } = editing.seen;
  const options: readonly ListingStatus[] = [status, ...listingTransitions[status]];
  const finish = (after: After) => {
    done.current = true;
    const wrong = onCommit(select.current?.value ?? status, after);
    done.current = wrong === null;
    setWhy(wrong);
  };
  return (
    <>
      <select
        ref={select}
        className="cell-input"
        aria-label={label}
        defaultValue={status}
        onKeyDown={(event) => {
          event.stopPropagation();
          const after = afterKey(event);
          if (event.key === 'Escape') {
            done.current = true;
            onCancel();
          } else if (after !== null) finish(after);
          else return;
          event.preventDefault();
        }}
        onBlur={() => {
          if (done.current) return;
          done.current = true;
          const wrong = onCommit(select.current?.value ?? status, 'stay');
          if (wrong !== null) onCancel(wrong);
        }}
      >
        {options.map((option) => (
          <option key={option} value={option}>
            {statusLabels[option]}
          </option>
        ))}
      </select>
      {why !== null && <CellNote>{why}</CellNote>}
    </>
  );
}

/** Says beside a cell what is wrong with it. */
export function CellNote({ children }: { readonly children: string }) {
  return (
    <span className="cell-note" id="cell-note" role="alert">
      {children}
    </span>
  );
}

function afterKey({ key, shiftKey }: KeyboardEvent): After | null {
  if (key === 'Enter') return shiftKey ? 'up' : 'down';
  if (key === 'Tab') return shiftKey ? 'left' : 'right';
  return null;
}
