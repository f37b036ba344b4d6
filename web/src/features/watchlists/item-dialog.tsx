import { type FormEvent, useId, useRef, useState } from 'react';
import type { WatchlistItemView } from '../../../../contract/watchlists.ts';
import { formatPrice } from '../../lib/format/number.ts';
import { live } from '../../lib/live/browser-live.ts';
import { problemsByField } from '../../lib/problems.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Field, TextField } from '../../ui/field.tsx';
import { Select } from '../../ui/select.tsx';
import { useDirtyClose } from '../../ui/use-dirty-close.tsx';
import { editItem } from './change-items.ts';
import { flagChoices, NOTE_LENGTH_MAX, SECTION_LENGTH_MAX } from './item-fields.ts';
import { distanceTo, type Marks, marksOf, type MarkProblems } from './price-marks.ts';

interface ItemDialogProps {
  readonly list_id: string;
  readonly item: WatchlistItemView;
  readonly onClose: () => void;
}

/** A symbol's note, section, flag and its two price marks. */
export function ItemDialog({ list_id, item, onClose }: ItemDialogProps) {
  const form = useId();
  const first = useRef<HTMLTextAreaElement>(null);
  const { note, setNote, place, setPlace, marks, setMarks, problems, busy, dirty, save } = useItemForm(
    list_id,
    item,
    onClose,
  );
  const { tryClose, question } = useDirtyClose(dirty, onClose);
  return (
    <Dialog
      open
      onClose={tryClose}
      title={`${item.symbol}: note, flag and price marks`}
      focusFirst={first}
      footer={
        question || (
          <>
            <Button tone="ghost" onClick={onClose}>
              Cancel
            </Button>
            <Button tone="primary" type="submit" form={form} busy={busy}>
              Save
            </Button>
          </>
        )
      }
    >
      <form id={form} className="flex flex-col gap-4" onSubmit={(event) => void save(event)} noValidate>
        <TextField
          ref={first}
          label="Note"
          hint={`Shown in the list. ${NOTE_LENGTH_MAX - note.length} characters left.`}
          error={problems.note ?? problems.form}
          maxLength={NOTE_LENGTH_MAX}
          value={note}
          onChange={(event) => setNote(event.target.value)}
        />
        <PlaceFields place={place} problem={problems.section} onChange={setPlace} />
        <MarkFields item={item} marks={marks} problems={problems} onChange={setMarks} />
      </form>
    </Dialog>
  );
}

function useItemForm(list_id: string, item: WatchlistItemView, done: () => void) {
  const before = { price_above: item.price_above ?? '', price_below: item.price_below ?? '' };
  const [note, setNote] = useState(item.note);
  const [place, setPlace] = useState<Place>({ section: item.section, flag: item.flag });
  const [marks, setMarks] = useState<Marks>(before);
  const [problems, setProblems] = useState<MarkProblems>({});
  const [busy, setBusy] = useState(false);
  const dirty =
    place.section !== item.section ||
    place.flag !== item.flag ||
    note !== item.note ||
    marks.price_above !== before.price_above ||
    marks.price_below !== before.price_below;

  const save = async (event: FormEvent) => {
    event.preventDefault();
    const read = marksOf(marks);
    setProblems(read.problems);
    if (!read.values) return;
    setBusy(true);
    try {
      await editItem(list_id, item.symbol, {
        note: note.trim(),
        section: place.section.trim(),
        flag: place.flag,
        ...read.values,
      });
      done();
    } catch (error) {
      const homes = { watchlist_marks_crossed: 'price_above' } as const;
      const found = problemsByField(error, ['note', 'section', 'price_above', 'price_below'], homes);
      setProblems({ ...found.fields, ...(found.form !== null && { form: found.form }) });
      setBusy(false);
    }
  };
  return { note, setNote, place, setPlace, marks, setMarks, problems, busy, dirty, save };
}

type Place = Pick<WatchlistItemView, 'section' | 'flag'>;

const flags = [{ value: 'none', label: 'None' } as const, ...flagChoices];

interface PlaceFieldsProps {
  readonly place: Place;
  readonly problem: string | undefined;
  readonly onChange: (place: Place) => void;
}

function PlaceFields({ place, problem, onChange }: PlaceFieldsProps) {
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <Field
        label="Section"
        hint="Part of the list, such as Ideas."
        error={problem}
        maxLength={SECTION_LENGTH_MAX}
        autoComplete="off"
        value={place.section}
        onChange={(event) => onChange({ ...place, section: event.target.value })}
      />
      <Select
        label="Flag"
        value={place.flag ?? 'none'}
        options={flags}
        onChange={(flag) => onChange({ ...place, flag: flag === 'none' ? null : flag })}
      />
    </div>
  );
}

interface MarkFieldsProps {
  readonly item: WatchlistItemView;
  readonly marks: Marks;
  readonly problems: MarkProblems;
  readonly onChange: (marks: Marks) => void;
}

function MarkFields({ item, marks, problems, onChange }: MarkFieldsProps) {
  const { currency, price_decimals } = item.instrument;
  const price = live.store.get(item.symbol)?.price ?? item.quote?.price ?? null;
  const hint = (mark: string) => {
    const distance = distanceTo(mark, price);
    return distance === null ? 'Leave empty for none.' : `${distance} from ${formatPrice(price, price_decimals)} now.`;
  };
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <Field
        label="Mark above"
        inputMode="decimal"
        autoComplete="off"
        unit={currency}
        value={marks.price_above}
        hint={hint(marks.price_above)}
        error={problems.price_above}
        onChange={(event) => onChange({ ...marks, price_above: event.target.value })}
      />
      <Field
        label="Mark below"
        inputMode="decimal"
        autoComplete="off"
        unit={currency}
        value={marks.price_below}
        hint={hint(marks.price_below)}
        error={problems.price_below}
        onChange={(event) => onChange({ ...marks, price_below: event.target.value })}
      />
    </div>
  );
}
