/* oxlint-disable jsx-a11y/prefer-tag-over-role, jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus -- a combobox whose lines hold more than text: the field has the focus and the keys */
import { useQuery } from '@tanstack/react-query';
import { Search } from 'lucide-react';
import { type KeyboardEvent, type RefObject, useEffect, useId, useState } from 'react';
import { usePatientEnter } from '../../../../lib/use-patient-enter.ts';
import { messageOf } from '../../../../lib/problems.ts';
import { type Printing, printingsQuery } from '../../../../lib/queries/inventory-listing.ts';
import { Button } from '../../../../ui/button.tsx';

interface PrintingSearchProps {
  readonly field: RefObject<HTMLInputElement | null>;
  /** Only of this game, and of the set typed before, if any. */
  readonly game: string;
  readonly set: string;
  readonly onPick: (printing: Printing) => void;
  readonly onByHand: (name: string) => void;
}

/** Long enough for a fast hand not to ask with every letter. */
const TYPING_MS = 120;

/** Finds a printing by name or number; picked with the keys. */
export function PrintingSearch({ field, game, set, onPick, onByHand }: PrintingSearchProps) {
  const id = useId();
  const [typed, setTyped] = useState('');
  const [place, setPlace] = useState(0);
  const line = typed.trim();
  const q = useSettled(line);
  const { data = [], error, isFetching, isPlaceholderData } = useQuery(printingsQuery({ q, game, set }));
  const current = q === line && !isFetching && !isPlaceholderData;
  const shown = line === '' ? [] : data;
  const pick = () => {
    const printing = shown[Math.min(place, shown.length - 1)];
    if (printing) onPick(printing);
    else if (line !== '') onByHand(line);
  };
  const enter = usePatientEnter(line, current, pick);
  const onKeyDown = (event: KeyboardEvent) => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step !== 0) setPlace((shown.length + place + step) % Math.max(1, shown.length));
    else if (event.key === 'Enter') enter();
    else return;
    event.preventDefault();
  };
  return (
    <div>
      <label className="input add-search">
        <Search className="icon text-muted" aria-hidden="true" />
        <span className="unseen">Name or number of a card</span>
        <input
          ref={field}
          role="combobox"
          aria-expanded={shown.length > 0}
          aria-controls={`${id}-found`}
          aria-activedescendant={shown.length > 0 ? `${id}-${place}` : undefined}
          aria-autocomplete="list"
          value={typed}
          maxLength={100}
          autoComplete="off"
          spellCheck={false}
          placeholder="Name or number of a card"
          onChange={(event) => {
            setTyped(event.target.value);
            setPlace(0);
          }}
          onKeyDown={onKeyDown}
        />
      </label>
      <Found id={id} printings={shown} place={place} onPick={onPick} />
      {error !== null && <p role="alert">{messageOf(error)}</p>}
      {line !== '' && current && shown.length === 0 && error === null && (
        <p className="flex flex-wrap items-center gap-3 py-2">
          <output>No printing known as “{line}”.</output>
          <Button size="small" onClick={() => onByHand(line)}>
            Type it by hand
          </Button>
        </p>
      )}
    </div>
  );
}

interface FoundProps {
  readonly id: string;
  readonly printings: readonly Printing[];
  readonly place: number;
  readonly onPick: (printing: Printing) => void;
}

/** The keys are the field's, which keeps the focus; a press picks as well. */
function Found({ id, printings, place, onPick }: FoundProps) {
  return (
    <div className="add-found" id={`${id}-found`} role="listbox" aria-label="Printings">
      {printings.map((printing, at) => (
        <div
          key={printing.id}
          id={`${id}-${at}`}
          role="option"
          tabIndex={-1}
          aria-selected={at === place}
          className="add-printing"
          onPointerDown={(event) => event.preventDefault()}
          onClick={() => onPick(printing)}
        >
          <PrintingLine printing={printing} />
        </div>
      ))}
    </div>
  );
}

/** What tells one printing from another. */
export function PrintingLine({ printing }: { readonly printing: Printing }) {
  const { name, set_code, set_name, collector_number, variant, rarity } = printing;
  return (
    <>
      <span className="block truncate font-medium">{name}</span>
      <span className="block truncate text-12 text-muted">
        {[`${set_code.toUpperCase()} ${collector_number}`, set_name, rarity, variant].filter(Boolean).join(' · ')}
      </span>
    </>
  );
}

function useSettled(line: string): string {
  const [settled, setSettled] = useState(line);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(line), TYPING_MS);
    return () => clearTimeout(timer);
  }, [line]);
  return settled;
}
