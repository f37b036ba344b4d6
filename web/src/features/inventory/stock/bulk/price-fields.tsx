import { type FormEvent, useId, useRef, useState } from 'react';
import { formatWhole } from '../../../../lib/format/number.ts';
import { Button } from '../../../../ui/button.tsx';
import { Dialog } from '../../../../ui/dialog.tsx';
import { Field } from '../../../../ui/field.tsx';
import { Select } from '../../../../ui/select.tsx';
import { useVendor } from '../../vendor/use-vendor.ts';
import { type BulkChange, type PriceDraft, priceChangeOf, type PriceWay, roundings } from './bulk-change.ts';

const ways: readonly { readonly value: PriceWay; readonly label: string }[] = [
  { value: 'percent', label: 'Change price by %' },
  { value: 'amount', label: 'Change price by' },
  { value: 'set', label: 'Set price to' },
];
const begin: PriceDraft = { way: 'percent', text: '', rounding: '1 0' };

interface PriceFieldsProps {
  readonly count: number;
  readonly onPreview: (change: BulkChange) => void;
}

function usePriceDraft(onPreview: (change: BulkChange) => void) {
  const { vendor } = useVendor();
  const [draft, setDraft] = useState(begin);
  const [wrong, setWrong] = useState<string | null>(null);
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    const change = priceChangeOf(draft, vendor.currency);
    if (typeof change === 'string') return setWrong(change);
    setWrong(null);
    onPreview(change);
  };
  const change = (next: Partial<PriceDraft>) => {
    setWrong(null);
    setDraft((before) => ({ ...before, ...next }));
  };
  return { draft, wrong, change, onSubmit, currency: vendor.currency };
}

/** In the bar: how prices change, by how much, and to which step they are rounded. */
export function PriceFields({ count, onPreview }: PriceFieldsProps) {
  const { draft, wrong, change, onSubmit, currency } = usePriceDraft(onPreview);
  const note = useId();
  return (
    <form className="bulk-price" onSubmit={onSubmit}>
      <select
        className="bulk-select"
        aria-label="What happens to the price"
        value={draft.way}
        onChange={(event) => change({ way: event.target.value as PriceWay })}
      >
        {ways.map(({ value, label }) => (
          <option key={value} value={value}>
            {label}
          </option>
        ))}
      </select>
      <span className="input bulk-number">
        <input
          aria-label={draft.way === 'percent' ? 'Percent' : `Amount in ${currency}`}
          inputMode="decimal"
          autoComplete="off"
          placeholder={draft.way === 'percent' ? '+5' : '0.00'}
          value={draft.text}
          aria-invalid={wrong !== null}
          aria-describedby={note}
          onChange={(event) => change({ text: event.target.value })}
        />
        <span className="input-unit">{draft.way === 'percent' ? '%' : currency}</span>
      </span>
      <select
        className="bulk-select"
        aria-label="Rounding"
        value={draft.rounding}
        onChange={(event) => change({ rounding: event.target.value })}
      >
        {roundings(currency).map(({ value, label }) => (
          <option key={value} value={value}>
            {label}
          </option>
        ))}
      </select>
      <Button size="small" type="submit">
        Preview {formatWhole(count)} {count === 1 ? 'row' : 'rows'}
      </Button>
      <span id={note} className="bulk-wrong" role={wrong === null ? undefined : 'alert'}>
        {wrong}
      </span>
    </form>
  );
}

/** The same as a sheet, where the bar has no room for it. */
export function PriceDialog({ count, onPreview, onClose }: PriceFieldsProps & { readonly onClose: () => void }) {
  const form = useId();
  const first = useRef<HTMLInputElement>(null);
  const { draft, wrong, change, onSubmit, currency } = usePriceDraft((next) => {
    onPreview(next);
    onClose();
  });
  return (
    <Dialog
      open
      onClose={onClose}
      title={`Change ${formatWhole(count)} ${count === 1 ? 'price' : 'prices'}`}
      focusFirst={first}
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
        <Select label="What happens" value={draft.way} options={ways} onChange={(way) => change({ way })} />
        <Field
          ref={first}
          label={draft.way === 'percent' ? 'Percent' : 'Amount'}
          inputMode="decimal"
          autoComplete="off"
          unit={draft.way === 'percent' ? '%' : currency}
          value={draft.text}
          error={wrong}
          onChange={(event) => change({ text: event.target.value })}
        />
        <Select
          label="Rounding"
          value={draft.rounding}
          options={roundings(currency)}
          onChange={(rounding) => change({ rounding })}
        />
      </form>
    </Dialog>
  );
}
