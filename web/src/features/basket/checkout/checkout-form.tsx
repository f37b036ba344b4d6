import { useState } from 'react';
import { useConnection } from '../../../lib/live/hooks.ts';
import { messageOf } from '../../../lib/problems.ts';
import type { BasketView } from '../../../lib/queries/basket.ts';
import { Banner } from '../../../ui/banner.tsx';
import { Button } from '../../../ui/button.tsx';
import { countOf } from '../../shop/words.ts';
import { changedLines } from '../changed-lines.ts';
import { Codes } from '../codes.tsx';
import { HoldTimer } from '../hold-timer.tsx';
import { VendorPart } from '../lines/vendor-part.tsx';
import { Totals } from '../totals.tsx';
import { AddressStep, addressWords } from './address-step.tsx';
import { chosenOf } from './delivery.ts';
import { DeliveryStep } from './delivery-step.tsx';
import { PaymentChoice, useMethod } from './payment-choice.tsx';
import { PlaceOrder } from './place-order.tsx';
import { focusStep, Step } from './step.tsx';
import { Summary } from './summary.tsx';
import { useHold } from './use-hold.ts';
import { usePlaceOrder } from './use-place-order.ts';
import '../hold.css';

interface CheckoutFormProps {
  readonly basket: BasketView;
  /** The newest answer did not come. */
  readonly offline: boolean;
}

/** The steps of paying, what is bought beside them, and the one button at the end. */
export function CheckoutForm({ basket, offline }: CheckoutFormProps) {
  const [editing, setEditing] = useState(false);
  const [chosen, setChosen] = useState<string | null>(null);
  const method = useMethod(chosen);
  const holding = useHold(basket);
  const order = usePlaceOrder(basket, method);
  const { phase } = useConnection();
  const changed = changedLines(basket);
  return (
    <div className="basket-page checkout-page">
      <header className="basket-head">
        <h1>Checkout</h1>
        <p className="text-muted">
          {countOf(basket.pieces, 'piece')} from {countOf(basket.parts.length, 'vendor')}
        </p>
      </header>
      {(offline || phase === 'offline') && (
        <Banner>No connection. Nothing is charged without one; what you typed stays.</Banner>
      )}
      <div className="basket-columns">
        <div className="basket-parts">
          {basket.hold && <HoldTimer key={basket.hold.expires_at} hold={basket.hold} />}
          <HoldNotice basket={basket} holding={holding} changed={changed.length} />
          {changed.length > 0 && <ChangedParts basket={basket} />}
          <Steps {...{ basket, editing, setEditing, method, onMethod: setChosen, onStep: holding.again }} />
        </div>
        <div className="basket-side">
          <Summary basket={basket} />
          <Codes basket={basket} />
          <section className="panel basket-sum" aria-label="Total">
            <Totals basket={basket} />
            <PlaceOrder {...{ basket, order, changed, editing }} />
          </section>
        </div>
      </div>
    </div>
  );
}

interface StepsProps extends Pick<CheckoutFormProps, 'basket'> {
  readonly editing: boolean;
  readonly setEditing: (editing: boolean) => void;
  readonly method: string | null;
  readonly onMethod: (method: string) => void;
  /** A step towards paying was taken. */
  readonly onStep: () => void;
}

function Steps({ basket, editing, setEditing, method, onMethod, onStep }: StepsProps) {
  const { email, shipping_address, parts } = basket;
  const known = email !== null && shipping_address !== null;
  const settled = known && !editing;
  const change = () => {
    setEditing(true);
    focusStep(1);
  };
  const sent = settled && parts.every((part) => chosenOf(part) !== undefined);
  return (
    <>
      <Step
        number={1}
        title="Address"
        done={settled}
        words={settled ? `${addressWords(shipping_address)} · ${email}` : undefined}
        onChange={settled ? change : undefined}
      >
        {!settled && (
          <AddressStep
            basket={basket}
            onCancel={known ? () => setEditing(false) : null}
            onDone={() => {
              setEditing(false);
              onStep();
              focusStep(2);
            }}
          />
        )}
      </Step>
      <Step
        number={2}
        title="Delivery"
        done={sent}
        words={known ? countOf(parts.length, 'parcel') : 'Once the address is known'}
      >
        {settled && <DeliveryStep basket={basket} />}
      </Step>
      <Step number={3} title="Payment" done={sent && method !== null}>
        <PaymentChoice method={method} onChoose={onMethod} />
      </Step>
    </>
  );
}

/** What changed stands first: it is decided on before anything is paid. */
function ChangedParts({ basket }: Pick<CheckoutFormProps, 'basket'>) {
  const parts = basket.parts
    .map((part) => ({ ...part, lines: part.lines.filter(({ problem }) => problem !== null) }))
    .filter(({ lines }) => lines.length > 0);
  return parts.map((part) => <VendorPart key={part.vendor.id} part={part} currency={basket.currency ?? 'EUR'} />);
}

interface HoldNoticeProps extends Pick<CheckoutFormProps, 'basket'> {
  readonly holding: ReturnType<typeof useHold>;
  readonly changed: number;
}

function HoldNotice({ basket, holding, changed }: HoldNoticeProps) {
  if (basket.hold !== null || changed > 0) return null;
  if (holding.busy) return null;
  return (
    <div className="panel hold-none">
      <output className="grow">
        <span className="block font-medium">These pieces are not held for you now</span>
        <span className="block text-12 text-muted">
          {holding.error === null ? 'Others can buy them until the order is placed.' : messageOf(holding.error)}
        </span>
      </output>
      <Button onClick={holding.again}>Hold them for 10 minutes</Button>
    </div>
  );
}
