import { type FocusEvent, type FormEvent, useState } from 'react';
import { minorToText, parseMoney } from '../../../lib/format/money.ts';
import { FacetFrame } from './facet-panel.tsx';
import type { ShopState } from './shop-state.ts';

interface PriceFacetProps {
  readonly state: ShopState;
  readonly onChange: (state: ShopState) => void;
  /** Of the first product: amounts are of one currency. */
  readonly currency: string;
}

/** The lowest offer from and up to an amount. */
export function PriceFacet({ state, onChange, currency: usual }: PriceFacetProps) {
  const currency = state.currency ?? usual;
  const [wrong, setWrong] = useState<string | null>(null);
  const take = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const data = new FormData(event.currentTarget);
    const read = ['price_min', 'price_max'].map((name) => parseMoney(textOf(data.get(name)), currency));
    const refused = read.find((amount) => 'wrong' in amount);
    setWrong(refused && 'wrong' in refused ? refused.wrong : null);
    if (refused !== undefined) return;
    const [price_min, price_max] = read.map((amount) => ('minor' in amount ? (amount.minor ?? undefined) : undefined));
    if (price_min === state.price_min && price_max === state.price_max) return;
    const none = price_min === undefined && price_max === undefined;
    onChange({ ...state, price_min, price_max, currency: none ? undefined : currency });
  };
  // Left for something else than the other amount: that is what is wanted.
  const leave = ({ currentTarget, relatedTarget }: FocusEvent<HTMLInputElement>) => {
    if (!currentTarget.form?.contains(relatedTarget)) currentTarget.form?.requestSubmit();
  };
  return (
    <FacetFrame title={`Price, ${currency}`}>
      {/* Another range from elsewhere is another form. */}
      <form
        key={`${state.price_min} ${state.price_max} ${currency}`}
        className="facet-price"
        onSubmit={take}
        noValidate
      >
        {(['price_min', 'price_max'] as const).map((name) => (
          <label key={name} className="input">
            <span className="unseen">{name === 'price_min' ? 'Lowest price' : 'Highest price'}</span>
            <input
              name={name}
              onBlur={leave}
              inputMode="decimal"
              autoComplete="off"
              aria-invalid={wrong !== null}
              defaultValue={minorToText(state[name], currency)}
              placeholder={name === 'price_min' ? 'from' : 'up to'}
            />
          </label>
        ))}
        <button type="submit" className="unseen">
          Apply the price
        </button>
      </form>
      {wrong !== null && (
        <p role="alert" className="field-error">
          {wrong}
        </p>
      )}
    </FacetFrame>
  );
}

function textOf(value: FormDataEntryValue | null): string {
  return typeof value === 'string' ? value : '';
}
