import { ArrowDown, ArrowUp, RotateCcw } from 'lucide-react';
import { type KeyboardEvent, useRef } from 'react';
import { setPreference, usePreferences } from '../../../app/preferences.ts';
import { Button } from '../../../ui/button.tsx';
import { Checkbox } from '../../../ui/choices.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { chosenColumns, type Column, columns, withColumn, withColumnMoved } from './columns.ts';
import './columns.css';

/** Which columns the tables of this device show, and in which order; every change shows at once. */
export function ColumnsDialog({ onClose }: { readonly onClose: () => void }) {
  const choice = usePreferences().columns;
  const shown = chosenColumns(choice);
  const hidden = columns.filter(({ id }) => !shown.includes(id));
  const ordered = [...shown.flatMap((id) => columns.find((column) => column.id === id) ?? []), ...hidden];
  return (
    <Dialog
      open
      onClose={onClose}
      title="Columns"
      description="For every list on this device. The symbol always comes first."
      footer={
        <>
          <Button className="mr-auto" disabled={choice === null} onClick={() => setPreference('columns', null)}>
            <RotateCcw className="icon-small" aria-hidden="true" />
            As usual
          </Button>
          <Button tone="primary" onClick={onClose}>
            Done
          </Button>
        </>
      }
    >
      <ul className="columns-list" aria-label="Columns">
        {ordered.map((column) => (
          <ColumnLine key={column.id} column={column} place={shown.indexOf(column.id)} count={shown.length} />
        ))}
      </ul>
    </Dialog>
  );
}

interface ColumnLineProps {
  readonly column: Column;
  /** Among the shown ones, from 0; -1 for a hidden one. */
  readonly place: number;
  readonly count: number;
}

function ColumnLine({ column, place, count }: ColumnLineProps) {
  const { id, label } = column;
  const shown = chosenColumns(usePreferences().columns);
  const up = useRef<HTMLButtonElement>(null);
  const down = useRef<HTMLButtonElement>(null);
  const move = (by: -1 | 1) => {
    setPreference('columns', withColumnMoved(shown, id, by));
    // At an end the button that was pressed stops working: the focus goes on to its twin.
    if (by === -1 && place === 1) down.current?.focus();
    if (by === 1 && place === count - 2) up.current?.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (!event.altKey || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown') || place === -1) return;
    event.preventDefault();
    setPreference('columns', withColumnMoved(shown, id, event.key === 'ArrowUp' ? -1 : 1));
  };
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- hears the keys of its controls
    <li className="columns-line" onKeyDown={onKeyDown}>
      <Checkbox
        label={label}
        checked={place !== -1}
        onChange={(checked) => setPreference('columns', withColumn(shown, id, checked))}
      />
      {place !== -1 && (
        <span className="columns-moves">
          <button
            ref={up}
            type="button"
            className="icon-button icon-button-small"
            aria-label={`Move ${label} up`}
            disabled={place === 0}
            onClick={() => move(-1)}
          >
            <ArrowUp className="icon" aria-hidden="true" />
          </button>
          <button
            ref={down}
            type="button"
            className="icon-button icon-button-small"
            aria-label={`Move ${label} down`}
            disabled={place === count - 1}
            onClick={() => move(1)}
          >
            <ArrowDown className="icon" aria-hidden="true" />
          </button>
        </span>
      )}
    </li>
  );
}
