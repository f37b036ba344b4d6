import { Lock, TriangleAlert } from 'lucide-react';
import { type SyntheticEvent, useState } from 'react';
import type { OrderGroupView } from '../../../../../contract/orders.ts';
import { formatMoney } from '../../../lib/format/money.ts';
import { Button } from '../../../ui/button.tsx';
import { countOf } from '../../shop/words.ts';
import { askPayment, giveUp, orderAddress } from '../checkout/pay.ts';
import { TimeToPay } from '../checkout/time-to-pay.tsx';
import { useWork } from '../checkout/use-work.ts';
import type { Paying } from '../paying.ts';
import { isTestKey, TestMode } from './test-mode.tsx';
import { useCardForm } from './use-card-form.ts';
import '../lines/lines.css';

interface CardPaymentProps {
  readonly order: Paying;
  readonly group: OrderGroupView;
  readonly publishable_key: string;
  readonly client_secret: string;
  /** The buyer comes back from a page of the bank's, which said no. */
  readonly refused: boolean;
  readonly onConfirmed: () => void;
}

const REFUSED = 'Your bank did not confirm the payment. Nothing was charged; try again, or enter another card.';

/** The order, its amount, and the provider's fields; a card that is declined may be followed by another. */
export function CardPayment(props: CardPaymentProps) {
  const { order, group, publishable_key } = props;
  const { phase, place, declined, work, submit, leave } = usePayment(props);
  return (
    <form className="card-page" onSubmit={submit} aria-labelledby="pay-by-card">
      <Amount group={group} />
      {isTestKey(publishable_key) && <TestMode cards />}
      {declined !== null && <Declined message={declined} />}
      {phase === 'failed' && <Missing order={order} />}
      <div className="card-fields" aria-busy={phase === 'loading'} hidden={phase === 'failed'}>
        {phase === 'loading' && (
          <output className="card-wait">
            <span className="spinner" aria-hidden="true" />
            Loading the card form
          </output>
        )}
        <div ref={place} />
      </div>
      {work.error !== null && (
        <p role="alert" className="field-error">
          {work.error}
        </p>
      )}
      <div className="paying-acts">
        <Button tone="ghost" busy={work.busy} onClick={leave}>
          Give the order up
        </Button>
        {phase !== 'failed' && (
          <Button tone="primary" size="large" type="submit" busy={work.busy} disabled={phase === 'loading'}>
            Pay {formatMoney(group.total_minor, group.currency)}
          </Button>
        )}
      </div>
      <TimeToPay pay_until={group.pay_until} />
      <p className="card-note">
        <Lock className="icon-small" aria-hidden="true" />
        What you enter goes to Stripe alone; this shop never sees it.
      </p>
    </form>
  );
}

function usePayment({ order, group, publishable_key, client_secret, refused, onConfirmed }: CardPaymentProps) {
  const [declined, setDeclined] = useState(refused ? REFUSED : null);
  const work = useWork();
  // The order may be paid or over by now; then the page goes on.
  const look = () => askPayment(order).catch(() => undefined);
  const { phase, place, confirm } = useCardForm({ group, client_secret, publishable_key, onFailed: () => void look() });
  const pay = async () => {
    setDeclined(null);
    const result = await confirm();
    if (result.outcome === 'incomplete') return;
    if (result.outcome === 'refused') setDeclined(result.message);
    else onConfirmed();
    await look();
  };
  const leave = async () => {
    try {
      await giveUp(order, group);
    } catch (error) {
      await look();
      throw error;
    }
    location.replace('/checkout');
  };
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    if (phase === 'ready') work.run(pay);
  };
  return { phase, place, declined, work, submit, leave: () => work.run(leave) };
}

/** What is paid for, and how much. */
function Amount({ group }: { readonly group: OrderGroupView }) {
  const pieces = group.orders.flatMap(({ lines }) => lines).reduce((sum, { quantity }) => sum + quantity, 0);
  const vendors = group.orders.map(({ vendor }) => vendor.name).join(', ');
  return (
    <header className="card-head">
      <h1 id="pay-by-card">Pay by card</h1>
      <p className="card-amount">{formatMoney(group.total_minor, group.currency)}</p>
      <p className="text-muted">
        Order {group.number}, {countOf(pieces, 'piece')} from {vendors}
      </p>
    </header>
  );
}

function Declined({ message }: { readonly message: string }) {
  return (
    <p className="line-note line-note-danger" role="alert">
      <TriangleAlert className="icon-small" aria-hidden="true" />
      <span>
        <b>The payment did not go through.</b> {message}
      </span>
    </p>
  );
}

/** The form is not there: what to do, and that nothing is lost. */
function Missing({ order }: { readonly order: Paying }) {
  return (
    <section className="panel panel-body" role="alert">
      <p>
        <b className="font-semibold">The card form did not come.</b> It comes from js.stripe.com, and something keeps it
        away: the network, or a blocker in this browser. Let it through and try again, or open the order in another
        browser. The order waits for you; nothing is charged before a card is entered.
      </p>
      <p className="flex flex-wrap items-center gap-4">
        <Button tone="primary" onClick={() => location.reload()}>
          Try again
        </Button>
        <a href={orderAddress(order)} className="link">
          Look at the order
        </a>
      </p>
    </section>
  );
}
