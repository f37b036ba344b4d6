import { useQuery } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { messageOf } from '../../../lib/problems.ts';
import { paymentProviderQuery } from '../../../lib/queries/basket.ts';
import { Badge } from '../../../ui/badge.tsx';
import { Button } from '../../../ui/button.tsx';
import { isTestKey, TestMode } from '../card/test-mode.tsx';

/** Ways of the test shown before one asks for the rest. */
const FEW = 4;

interface PaymentChoiceProps {
  readonly method: string | null;
  readonly onChoose: (method: string) => void;
}

/** How it is paid. Test money says so, and what each way does; a card is entered at its provider. */
export function PaymentChoice({ method, onChoose }: PaymentChoiceProps) {
  const name = useId();
  const [all, setAll] = useState(false);
  const { data, error } = useQuery(paymentProviderQuery);
  if (error !== null && data === undefined) {
    return (
      <p role="alert" className="step-body field-error">
        {messageOf(error)}
      </p>
    );
  }
  if (data === undefined) return <div className="step-body" aria-busy="true" />;
  if (data.provider === 'stripe') return <ByCard publishable_key={data.publishable_key} />;
  const shown = all ? data.test_methods : data.test_methods.filter((one, at) => at < FEW || one.method === method);
  return (
    <div className="step-body">
      <p className="flex flex-wrap items-center gap-2">
        <Badge tone="warn">Test money</Badge>
        <span className="text-muted">Nothing is charged. Choose what the test is to do.</span>
      </p>
      <fieldset className="methods">
        <legend className="unseen">How to pay</legend>
        {shown.map((one) => (
          <label key={one.method} className="method">
            <input
              type="radio"
              className="radio"
              name={name}
              checked={one.method === method}
              onChange={() => onChoose(one.method)}
            />
            <span className="min-w-0 grow">
              {one.does}
              <span className="block text-12 text-muted">{one.method}</span>
            </span>
          </label>
        ))}
      </fieldset>
      {shown.length < data.test_methods.length && (
        <Button tone="ghost" size="small" className="self-start" onClick={() => setAll(true)}>
          Show all {data.test_methods.length}
        </Button>
      )}
    </div>
  );
}

function ByCard({ publishable_key }: { readonly publishable_key: string | null }) {
  return (
    <div className="step-body">
      {isTestKey(publishable_key) && <TestMode />}
      <p className="text-muted">
        By card. You enter it on the next page, in a form of Stripe’s; the shop never sees it.
      </p>
    </div>
  );
}

/** The way to pay that is begun with: the first of the test's, or none where the provider asks. */
export function useMethod(chosen: string | null): string | null {
  const { data } = useQuery(paymentProviderQuery);
  return chosen ?? data?.test_methods[0]?.method ?? null;
}
