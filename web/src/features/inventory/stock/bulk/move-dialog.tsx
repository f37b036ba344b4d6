import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useId, useState } from 'react';
import { locationsQuery } from '../../../../lib/queries/inventory.ts';
import { Button } from '../../../../ui/button.tsx';
import { Dialog } from '../../../../ui/dialog.tsx';
import { Field } from '../../../../ui/field.tsx';
import { Select } from '../../../../ui/select.tsx';
import { useVendor } from '../../vendor/use-vendor.ts';
import type { BulkChange } from './bulk-change.ts';

type What = 'shelf' | 'location' | 'mark';
const SHELF_MAX = 80;

interface MoveDialogProps {
  readonly onPreview: (change: BulkChange) => void;
  readonly onClose: () => void;
}

/** Where the chosen rows go: to a shelf, to another location, or under another low-stock mark. */
export function MoveDialog({ onPreview, onClose }: MoveDialogProps) {
  const form = useId();
  const { vendor_id } = useVendor();
  const locations = useQuery(locationsQuery(vendor_id)).data ?? [];
  const [what, setWhat] = useState<What>('shelf');
  const [shelf, setShelf] = useState('');
  const [mark, setMark] = useState('');
  const [location, setLocation] = useState<string | null>(null);
  const location_id = location ?? locations[0]?.id ?? null;
  const wrong_mark = mark.trim() !== '' && !/^\d{1,7}$/.test(mark.trim());
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    if (what === 'mark' && wrong_mark) return;
    if (what === 'shelf') onPreview({ shelf: shelf.trim() });
    else if (what === 'mark') onPreview({ low_stock_at: mark.trim() === '' ? null : Number(mark) });
    else if (location_id !== null) onPreview({ location_id });
    onClose();
  };
  const options = [
    { value: 'shelf', label: 'To a shelf' },
    ...(locations.length > 1 ? [{ value: 'location', label: 'To another location, every free piece' } as const] : []),
    { value: 'mark', label: 'Low-stock mark' },
  ] as const;
  return (
    <Dialog
      open
      onClose={onClose}
      title="Move the chosen rows"
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button tone="primary" type="submit" form={form}>
            Preview
          </Button>
        </>
      }
    >
      <form id={form} className="flex flex-col gap-4" onSubmit={onSubmit}>
        <Select label="What changes" value={what} options={options} onChange={setWhat} />
        <Target {...{ what, shelf, setShelf, mark, setMark, wrong_mark, location_id, setLocation, locations }} />
      </form>
    </Dialog>
  );
}

interface TargetProps {
  readonly what: What;
  readonly shelf: string;
  readonly setShelf: (shelf: string) => void;
  readonly mark: string;
  readonly setMark: (mark: string) => void;
  readonly wrong_mark: boolean;
  readonly location_id: string | null;
  readonly setLocation: (id: string) => void;
  readonly locations: readonly { readonly id: string; readonly name: string }[];
}

/** The field of what changes. */
function Target(props: TargetProps) {
  const { what, shelf, setShelf, mark, setMark, wrong_mark, location_id, setLocation, locations } = props;
  return (
    <>
      {what === 'shelf' && (
        <Field
          label="Shelf"
          hint="Nothing takes them off their shelf."
          maxLength={SHELF_MAX}
          autoComplete="off"
          value={shelf}
          onChange={(event) => setShelf(event.target.value)}
        />
      )}
      {what === 'mark' && (
        <Field
          label="Tell when fewer are free than"
          hint="Nothing for never."
          inputMode="numeric"
          autoComplete="off"
          value={mark}
          error={wrong_mark ? 'A whole number, or nothing for never.' : undefined}
          onChange={(event) => setMark(event.target.value)}
        />
      )}
      {what === 'location' && location_id !== null && (
        <Select
          label="Location"
          value={location_id}
          options={locations.map(({ id, name }) => ({ value: id, label: name }))}
          onChange={setLocation}
        />
      )}
    </>
  );
}
