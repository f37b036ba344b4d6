import { X } from 'lucide-react';
import { type FormEvent, useId, useState } from 'react';
import { DISCOUNT_CODES_MAX } from '../../../../contract/orders-terms.ts';
import { formatMoney } from '../../lib/format/money.ts';
import { messageOf } from '../../lib/problems.ts';
import type { BasketView } from '../../lib/queries/basket.ts';
import { Button } from '../../ui/button.tsx';
import { notifyError } from '../../ui/toast.tsx';
import { updateBasket } from './change-basket.ts';

/** Codes of vendors that take something off, and why one does not. */
export function Codes({ basket }: { readonly basket: BasketView }) {
  const codes = basket.discounts.map(({ code }) => code);
  return (
    <section className="panel basket-codes" aria-label="Codes">
      {codes.length > 0 && <CodeList basket={basket} />}
      {codes.length < DISCOUNT_CODES_MAX && <CodeForm codes={codes} />}
    </section>
  );
}

function CodeForm({ codes }: { readonly codes: readonly string[] }) {
  const id = useId();
  const [wrong, setWrong] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const add = async (form: HTMLFormElement) => {
    const typed = new FormData(form).get('code');
    const code = typeof typed === 'string' ? typed.trim() : '';
    if (code === '' || codes.includes(code.toUpperCase())) return;
    setBusy(true);
    try {
      await updateBasket({ discount_codes: [...codes, code] });
      setWrong(null);
      form.reset();
    } catch (error) {
      setWrong(messageOf(error));
    }
    setBusy(false);
  };
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (!busy) void add(event.currentTarget);
  };
  return (
    <form onSubmit={submit} noValidate>
      <label className="field-label" htmlFor={id}>
        Code
      </label>
      <div className="flex gap-2">
        <div className="input">
          <input
            id={id}
            name="code"
            maxLength={32}
            autoComplete="off"
            autoCapitalize="characters"
            spellCheck={false}
            aria-invalid={wrong !== null}
            aria-describedby={`${id}-note`}
          />
        </div>
        <Button type="submit" busy={busy}>
          Apply
        </Button>
      </div>
      <p id={`${id}-note`} className="field-error" role={wrong === null ? undefined : 'alert'}>
        {wrong}
      </p>
    </form>
  );
}

function CodeList({ basket }: { readonly basket: BasketView }) {
  const { discounts, currency } = basket;
  return (
    <ul>
      {discounts.map(({ code, amount_minor, problem }) => (
        <li key={code}>
          <span className="min-w-0 grow">
            <b className="font-semibold">{code}</b>
            <span className={`block text-12 ${problem === null ? 'text-muted' : 'text-warn'}`}>
              {problem ?? `takes ${formatMoney(amount_minor, currency ?? 'EUR')} off`}
            </span>
          </span>
          <button
            type="button"
            className="icon-button"
            aria-label={`Take ${code} out`}
            onClick={() => void drop(discounts.flatMap((other) => (other.code === code ? [] : other.code)))}
          >
            <X className="icon" aria-hidden="true" />
          </button>
        </li>
      ))}
    </ul>
  );
}

async function drop(rest: readonly string[]): Promise<void> {
  try {
    await updateBasket({ discount_codes: [...rest] });
  } catch (error) {
    notifyError('The code was not taken out', messageOf(error));
  }
}
