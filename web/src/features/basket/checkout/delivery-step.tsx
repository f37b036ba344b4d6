import { TriangleAlert } from 'lucide-react';
import { useId, useState } from 'react';
import { formatMoney } from '../../../lib/format/money.ts';
import { messageOf } from '../../../lib/problems.ts';
import type { BasketPartView, BasketView } from '../../../lib/queries/basket.ts';
import { Button } from '../../../ui/button.tsx';
import { notifyError } from '../../../ui/toast.tsx';
import { setPieces, updateBasket } from '../change-basket.ts';
import { daysOf } from '../lines/vendor-part.tsx';
import { withMethod } from './delivery.ts';
import '../lines/lines.css';

/** How each vendor sends its parcel. */
export function DeliveryStep({ basket }: { readonly basket: BasketView }) {
  const [asked, setAsked] = useState<{ readonly vendor_id: string; readonly method_id: string } | null>(null);
  const choose = async (vendor_id: string, method_id: string) => {
    setAsked({ vendor_id, method_id });
    try {
      await updateBasket({ shipping_methods: withMethod(basket, { vendor_id, method_id }) });
    } catch (error) {
      notifyError('The way of sending was not changed', messageOf(error));
    }
    setAsked(null);
  };
  return (
    <div className="step-body" aria-busy={asked !== null}>
      {basket.parts.map((part) => (
        <VendorMethods
          key={part.vendor.id}
          part={part}
          chosen={asked?.vendor_id === part.vendor.id ? asked.method_id : part.shipping_method_id}
          currency={basket.currency ?? 'EUR'}
          onChoose={(method_id) => void choose(part.vendor.id, method_id)}
        />
      ))}
    </div>
  );
}

interface MethodsProps {
  readonly part: BasketPartView;
  /** The one that is asked for, also while that is on its way. */
  readonly chosen: string | null;
  readonly currency: string;
  readonly onChoose: (method_id: string) => void;
}

function VendorMethods({ part, chosen, currency, onChoose }: MethodsProps) {
  const name = useId();
  const { vendor, shipping_options } = part;
  return (
    <fieldset className="methods">
      <legend className="field-label">{vendor.name}</legend>
      {shipping_options.length === 0 && <SendsNothing part={part} />}
      {shipping_options.map((option) => (
        <label key={option.id} className="method">
          <input
            type="radio"
            className="radio"
            name={name}
            checked={option.id === chosen}
            onChange={() => onChoose(option.id)}
          />
          <span className="min-w-0 grow">
            {option.name}
            <span className="block text-12 text-muted">{daysOf(option)}</span>
          </span>
          <span className="font-medium tabular">
            {option.price_minor === 0 ? 'Free' : formatMoney(option.price_minor, currency)}
          </span>
        </label>
      ))}
    </fieldset>
  );
}

/** It blocks the whole order: the ways out are another address or without this vendor. */
function SendsNothing({ part }: { readonly part: BasketPartView }) {
  const removeAll = async () => {
    for (const line of part.lines) await setPieces(line, 0);
  };
  return (
    <div className="line-problem">
      <p className="line-note line-note-danger" role="alert">
        <TriangleAlert className="icon-small" aria-hidden="true" />
        <span>
          <b>{part.vendor.name} does not send there.</b> Choose another address, or take its pieces out.
        </span>
      </p>
      <div className="line-ways">
        <Button onClick={() => void removeAll()}>Take out what {part.vendor.name} sells</Button>
      </div>
    </div>
  );
}
