import { TriangleAlert } from 'lucide-react';
import { useState } from 'react';
import type { OrderGroupView } from '../../../../../contract/orders.ts';
import { PathLink } from '../../../app/path-link.tsx';
import { formatMoney } from '../../../lib/format/money.ts';
import { Button, buttonClass } from '../../../ui/button.tsx';
import { countOf } from '../../shop/words.ts';
import type { Paying } from '../paying.ts';
import { cardPage, giveUp, payAgain } from './pay.ts';
import { PaymentChoice, useMethod } from './payment-choice.tsx';
import { Step } from './step.tsx';
import { TimeToPay } from './time-to-pay.tsx';
import { useWork } from './use-work.ts';
import '../lines/lines.css';

interface PayAgainProps {
  readonly paying: Paying;
  readonly group: OrderGroupView;
  readonly stage: 'action' | 'declined';
}

/** The order is there and not paid: on to the bank, or another way to pay. */
export function PayAgain({ paying, group, stage }: PayAgainProps) {
  const { payment, currency, total_minor } = group;
  const [chosen, setChosen] = useState<string | null>(null);
  const method = useMethod(chosen);
  const work = useWork();
  const pieces = group.orders.flatMap(({ lines }) => lines).reduce((sum, { quantity }) => sum + quantity, 0);
  return (
    <div className="basket-page checkout-page">
      <header className="basket-head">
        <h1>Checkout</h1>
        <p className="text-muted">
          Order {group.number}, {countOf(pieces, 'piece')}
        </p>
      </header>
      <div className="paying">
        {stage === 'declined' ? (
          <>
            <p className="line-note line-note-danger" role="alert">
              <TriangleAlert className="icon-small" aria-hidden="true" />
              <span>
                <b>The payment was declined.</b> {payment?.message ?? 'Nothing was charged; pay another way.'}
              </span>
            </p>
            <Step number={3} title="Payment" done={false}>
              <PaymentChoice method={method} onChoose={setChosen} />
            </Step>
          </>
        ) : (
          <GoOn group={group} />
        )}
        {work.error !== null && (
          <p role="alert" className="field-error">
            {work.error}
          </p>
        )}
        <div className="paying-acts">
          <Button tone="ghost" busy={work.busy} onClick={() => work.run(() => giveUp(paying, group))}>
            Give the order up
          </Button>
          {stage === 'declined' && (
            <Button
              tone="primary"
              size="large"
              busy={work.busy}
              onClick={() => work.run(() => payAgain(paying, payment?.id ?? null, method))}
            >
              Pay {formatMoney(total_minor, currency)}
            </Button>
          )}
        </div>
        <TimeToPay pay_until={group.pay_until} />
      </div>
    </div>
  );
}

/** Something is asked of the buyer on a page of the bank's or the provider's. */
function GoOn({ group }: Pick<PayAgainProps, 'group'>) {
  const url = group.payment?.action_url ?? null;
  const look = buttonClass({ tone: 'primary', size: 'large' });
  const card = cardPage(group);
  if (card !== null) {
    return (
      <section className="panel panel-body">
        <p>
          <b className="font-semibold">The order waits for its payment.</b> You enter the card on the next page.
        </p>
        <a href={card} className={look}>
          Pay {formatMoney(group.total_minor, group.currency)} by card
        </a>
      </section>
    );
  }
  if (url === null) {
    return (
      <p className="line-note line-note-warn">
        <TriangleAlert className="icon-small" aria-hidden="true" />
        <span>
          <b>The provider asks for something that this page cannot show.</b> Nothing was charged. Give the order up and
          try again, or write to the shop.
        </span>
      </p>
    );
  }
  const here = placeOf(url);
  return (
    <section className="panel panel-body">
      <p>
        <b className="font-semibold">Your bank asks you to confirm this payment.</b> You come back here afterwards.
      </p>
      {here.startsWith('/') ? (
        <PathLink path={here} className={look}>
          Go on to the bank
        </PathLink>
      ) : (
        <a href={here} className={look}>
          Go on to the bank
        </a>
      )}
    </section>
  );
}

/** Within this app, the path alone: the page of test payments is ours under whatever name the app is reached. */
function placeOf(url: string): string {
  if (!URL.canParse(url)) return url;
  const { origin, pathname } = new URL(url);
  return origin === location.origin || pathname.startsWith('/pay/test/') ? pathname : url;
}
