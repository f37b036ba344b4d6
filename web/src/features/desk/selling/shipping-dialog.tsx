import { useQueryClient } from '@tanstack/react-query';
import { Plus, Trash2 } from 'lucide-react';
import { type FormEvent, useId, useState } from 'react';
import { RATES_MAX } from '../../../../../contract/orders-terms.ts';
import { call } from '../../../lib/api.ts';
import { messageOf } from '../../../lib/problems.ts';
import { shippingMethodsQuery, type ShippingMethodView } from '../../../lib/queries/selling.ts';
import { Banner } from '../../../ui/banner.tsx';
import { Button } from '../../../ui/button.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { Field } from '../../../ui/field.tsx';
import { IconButton } from '../../../ui/icon-button.tsx';
import { Segments } from '../../../ui/segments.tsx';
import { notify } from '../../../ui/toast.tsx';
import { useVendor } from '../../inventory/vendor/use-vendor.ts';
import { readWhole } from './percent.ts';

interface ShippingDialogProps {
  /** The one to change; a new one without it. */
  readonly method: ShippingMethodView | null;
  readonly onClose: () => void;
}
type Basis = ShippingMethodView['basis'];
interface RateDraft {
  /** Tells one from another while they are typed. */
  readonly id: number;
  readonly at_least: string;
  readonly price: string;
}
interface Draft {
  readonly name: string;
  readonly countries: string;
  readonly basis: Basis;
  readonly rates: readonly RateDraft[];
  readonly days_min: string;
  readonly days_max: string;
}

const bases = [
  { value: 'subtotal', label: 'By value' },
  { value: 'pieces', label: 'By pieces' },
] as const;

/** One way of sending: a flat rate, or a table by the value of the goods or by pieces. */
export function ShippingDialog({ method, onClose }: ShippingDialogProps) {
  const form = useId();
  const { draft, set, busy, problem, submit } = useDraft(method, onClose);
  const { vendor } = useVendor();
  const currency = method?.currency ?? vendor.currency;
  return (
    <Dialog
      open
      onClose={onClose}
      title={method === null ? 'Add a shipping method' : `Change ${method.name}`}
      footer={
        <>
          <Button tone="ghost" onClick={onClose}>
            Not now
          </Button>
          <Button tone="primary" type="submit" form={form} busy={busy}>
            Save
          </Button>
        </>
      }
    >
      <form id={form} className="grid gap-4" onSubmit={(event) => void submit(event)} noValidate>
        {problem !== null && <Banner tone="danger">{problem}</Banner>}
        <Field label="Name" maxLength={80} value={draft.name} onChange={(event) => set({ name: event.target.value })} />
        <Field
          label="Countries"
          hint="In two letters, with commas: DE, AT. Empty is everywhere."
          value={draft.countries}
          onChange={(event) => set({ countries: event.target.value })}
        />
        <div className="selling-pair">
          <Field
            label="Days at least"
            inputMode="numeric"
            value={draft.days_min}
            onChange={(event) => set({ days_min: event.target.value })}
          />
          <Field
            label="Days at most"
            inputMode="numeric"
            value={draft.days_max}
            onChange={(event) => set({ days_max: event.target.value })}
          />
        </div>
        <RateFields draft={draft} set={set} currency={currency} />
      </form>
    </Dialog>
  );
}

interface RateFieldsProps {
  readonly draft: Draft;
  readonly set: (change: Partial<Draft>) => void;
  readonly currency: string;
}

/** One rate is a flat one; more of them are a table. */
function RateFields({ draft, set, currency }: RateFieldsProps) {
  const { rates, basis } = draft;
  const change = (id: number, part: Partial<RateDraft>) =>
    set({ rates: rates.map((one) => (one.id === id ? { ...one, ...part } : one)) });
  const next = Math.max(...rates.map(({ id }) => id)) + 1;
  return (
    <>
      {rates.length > 1 && (
        <Segments label="Rates" value={basis} options={bases} onChange={(value) => set({ basis: value })} />
      )}
      {rates.map(({ id, at_least, price }, at) => (
        <div className="selling-rate" key={id}>
          {rates.length > 1 && (
            <Field
              label={basis === 'pieces' ? 'From pieces' : 'From value'}
              inputMode="decimal"
              disabled={at === 0}
              value={at_least}
              onChange={(event) => change(id, { at_least: event.target.value })}
            />
          )}
          <Field
            label="Price"
            inputMode="decimal"
            unit={currency}
            value={price}
            onChange={(event) => change(id, { price: event.target.value })}
          />
          {at > 0 && (
            <IconButton
              label={`Remove rate ${at + 1}`}
              onClick={() => set({ rates: rates.filter((one) => one.id !== id) })}
            >
              <Trash2 className="icon" aria-hidden="true" />
            </IconButton>
          )}
        </div>
      ))}
      {rates.length < RATES_MAX && (
        <div>
          <Button tone="ghost" onClick={() => set({ rates: [...rates, { id: next, at_least: '', price: '' }] })}>
            <Plus className="icon" aria-hidden="true" />
            Another rate
          </Button>
        </div>
      )}
    </>
  );
}

function useDraft(method: ShippingMethodView | null, onClose: () => void) {
  const { vendor_id, vendor, moneyText, readMoney } = useVendor();
  const client = useQueryClient();
  const currency = method?.currency ?? vendor.currency;
  const [draft, setDraft] = useState<Draft>(() => ({
    name: method?.name ?? '',
    countries: method?.countries.join(', ') ?? '',
    basis: method?.basis ?? 'subtotal',
    rates: (method?.rates ?? [{ at_least: 0, price_minor: 0 }]).map(({ at_least, price_minor }, id) => ({
      id,
      at_least: method?.basis === 'pieces' ? String(at_least) : moneyText(at_least, currency),
      price: moneyText(price_minor, currency),
    })),
    days_min: String(method?.days_min ?? 2),
    days_max: String(method?.days_max ?? 5),
  }));
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (busy) return;
    const [days_min, days_max] = [readWhole(draft.days_min, 120), readWhole(draft.days_max, 120)];
    const rates = draft.rates.map(({ at_least, price }, at) => ({
      at_least: at === 0 ? 0 : draft.basis === 'pieces' ? readWhole(at_least, 9_999) : readMoney(at_least, currency),
      price_minor: readMoney(price, currency),
    }));
    const whole = rates.flatMap(({ at_least, price_minor }) =>
      typeof at_least === 'number' && typeof price_minor === 'number' ? [{ at_least, price_minor }] : [],
    );
    if (draft.name.trim() === '') return setProblem('Give it a name.');
    if (days_min === undefined || days_max === undefined) return setProblem('Days are whole numbers up to 120.');
    if (whole.length < rates.length)
      return setProblem('Each rate needs a number to start from and a price, such as 3.90.');
    const body = {
      name: draft.name.trim(),
      countries: draft.countries.split(/[\s,;]+/).filter((code) => code !== ''),
      basis: draft.basis,
      rates: whole,
      days_min,
      days_max,
    };
    setBusy(true);
    try {
      if (method === null) await call('createShippingMethod', { params: { vendor_id }, body });
      else await call('updateShippingMethod', { params: { vendor_id, id: method.id }, body });
      await client.invalidateQueries({ queryKey: shippingMethodsQuery(vendor_id).queryKey });
      notify('Saved.');
      onClose();
    } catch (error) {
      setProblem(messageOf(error));
      setBusy(false);
    }
  };
  return { draft, set: (change: Partial<Draft>) => setDraft({ ...draft, ...change }), busy, problem, submit };
}
