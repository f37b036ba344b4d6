import { type FormEvent, useId, useState } from 'react';
import type { BodyInput } from '../../../../../../contract/schemas.ts';
import { callForFile } from '../../../../lib/api.ts';
import { messageOf } from '../../../../lib/problems.ts';
import { Button } from '../../../../ui/button.tsx';
import { Checkbox } from '../../../../ui/choices.tsx';
import { Dialog } from '../../../../ui/dialog.tsx';
import { Field } from '../../../../ui/field.tsx';
import { Select } from '../../../../ui/select.tsx';
import { useVendor } from '../../vendor/use-vendor.ts';
import type { BulkSelection } from './bulk-change.ts';

type Sheet = NonNullable<BodyInput<'printLabels'>['sheet']>;
const sheets: readonly { readonly value: Sheet; readonly label: string }[] = [
  { value: 'a4-3x8', label: 'A4, 3 by 8' },
  { value: 'a4-5x13', label: 'A4, 5 by 13' },
  { value: 'letter-3x10', label: 'Letter, 3 by 10' },
  { value: 'roll-62x29', label: 'Roll, 62 by 29 mm' },
];
/** The browser has read the file by then. */
const FORGET_MS = 60_000;

/** Which sheet labels are printed on, and what stands on them. */
export function LabelsDialog({ target, onClose }: { readonly target: BulkSelection; readonly onClose: () => void }) {
  const form = useId();
  const [sheet, setSheet] = useState<Sheet>('a4-3x8');
  const [each, setEach] = useState<'listing' | 'piece'>('listing');
  const [skip, setSkip] = useState('0');
  const [show_price, setShowPrice] = useState(true);
  const { busy, error, print } = usePrinting(target, onClose);
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    void print({ sheet, each, show_price, skip: Number(skip) || 0 });
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title="Print labels"
      description="A PDF; each label has a QR code that leads to its listing."
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button tone="primary" type="submit" form={form} busy={busy}>
            Make the PDF
          </Button>
        </>
      }
    >
      <form id={form} className="flex flex-col gap-4" onSubmit={onSubmit}>
        <Select label="Sheet" value={sheet} options={sheets} onChange={setSheet} />
        <Select
          label="One for each"
          value={each}
          options={[
            { value: 'listing', label: 'Listing' },
            { value: 'piece', label: 'Piece on hand' },
          ]}
          onChange={setEach}
        />
        <Field
          label="Labels used on the first sheet"
          inputMode="numeric"
          autoComplete="off"
          value={skip}
          onChange={(event) => setSkip(event.target.value.replace(/\D/g, '').slice(0, 2))}
        />
        <Checkbox label="With the price" checked={show_price} onChange={setShowPrice} />
        {error !== null && (
          <p className="field-error" role="alert">
            {error}
          </p>
        )}
      </form>
    </Dialog>
  );
}

type Look = Omit<BodyInput<'printLabels'>, 'selection'>;

function usePrinting(target: BulkSelection, done: () => void) {
  const { vendor_id } = useVendor();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const print = async (look: Look) => {
    setBusy(true);
    setError(null);
    try {
      save(await callForFile('printLabels', { params: { vendor_id }, body: { selection: target, ...look } }));
      done();
    } catch (refusal) {
      setError(messageOf(refusal));
      setBusy(false);
    }
  };
  return { busy, error, print };
}

function save(file: Blob): void {
  const url = URL.createObjectURL(file);
  const link = document.createElement('a');
  link.href = url;
  link.download = 'labels.pdf';
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), FORGET_MS);
}
