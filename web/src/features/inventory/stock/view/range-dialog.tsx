import { type FormEvent, useId, useRef, useState } from 'react';
import { Button } from '../../../../ui/button.tsx';
import { Dialog } from '../../../../ui/dialog.tsx';
import { Field } from '../../../../ui/field.tsx';
import { useVendor } from '../../vendor/use-vendor.ts';
import type { StockTable } from './use-stock-table.ts';

/** The text of a field. */
function textIn(data: FormData, name: string): string {
  const value = data.get(name);
  return typeof value === 'string' ? value : '';
}

const names = ['price_min', 'price_max', 'on_hand_min', 'on_hand_max'] as const;

/** Asks for the ends of a price, of a quantity, or of both. */
export function RangeDialog({ table, onClose }: { readonly table: StockTable; readonly onClose: () => void }) {
  const form = useId();
  const first = useRef<HTMLInputElement>(null);
  const { vendor, readMoney, moneyText } = useVendor();
  const { state, show } = table;
  const [wrong, setWrong] = useState<string | null>(null);
  const onSubmit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const data = new FormData(event.currentTarget);
    const entries = names.map((name) => {
      const text = textIn(data, name).trim();
      if (text === '') return [name, undefined] as const;
      const value = name.startsWith('price') ? (readMoney(text) ?? Number.NaN) : Number(text.replace(/[\s,]/g, ''));
      return [name, value] as const;
    });
    const bad = entries.find(([, value]) => value !== undefined && !(Number.isInteger(value) && value >= 0));
    if (bad !== undefined) return setWrong(bad[0]);
    show(Object.fromEntries(entries));
    onClose();
  };
  const field = (name: (typeof names)[number], label: string) => (
    <Field
      name={name}
      label={label}
      inputMode="decimal"
      autoComplete="off"
      {...(name === 'price_min' && { ref: first })}
      {...(name.startsWith('price') && { unit: vendor.currency })}
      defaultValue={name.startsWith('price') ? moneyText(state[name]) : state[name]}
      error={wrong === name ? 'A number such as 12' : undefined}
    />
  );
  return (
    <Dialog
      open
      onClose={onClose}
      title="Price or quantity"
      focusFirst={first}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button tone="primary" type="submit" form={form}>
            Show
          </Button>
        </>
      }
    >
      <form id={form} onSubmit={onSubmit} className="grid grid-cols-2 gap-4">
        {field('price_min', 'Price from')}
        {field('price_max', 'Price to')}
        {field('on_hand_min', 'On hand from')}
        {field('on_hand_max', 'On hand to')}
      </form>
    </Dialog>
  );
}
