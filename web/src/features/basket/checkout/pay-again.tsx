import { TriangleAlert } from 'lucide-react';
import { useRef, useState } from 'react';
import type { OrderGroupView } from '../../../../../contract/orders.ts';
import { PathLink } from '../../../app/path-link.tsx';
import { useNow } from '../../../app/use-now.ts';
import { formatMoney } from '../../../lib/format/money.ts';
import { messageOf } from '../../../lib/problems.ts';
import { Button, buttonClass } from '../../../ui/button.tsx';
import { countOf } from '../../shop/words.ts';
import type { Paying } from '../paying.ts';
import { giveUp, payAgain } from './pay.ts';
import { PaymentChoice, useMethod } from './payment-choice.tsx';
import { Step } from './step.tsx';
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

function TimeToPay({ pay_until }: Pick<OrderGroupView, 'pay_until'>) {
  const now_ms = useNow(10_000);
  const minutes = pay_until === null ? 0 : Math.ceil((Date.parse(pay_until) - now_ms) / 60_000);
  return (
    <p className="text-12 text-muted">
      {minutes > 0
        ? `It waits for you for ${countOf(minutes, 'more minute')}; after that it runs out and nothing is charged.`
        : 'Nothing is charged until you pay.'}
    </p>
  );
}

/** Something is asked of the buyer on a page of the bank's or the provider's. */
function GoOn({ group }: Pick<PayAgainProps, 'group'>) {
  const url = group.payment?.action_url ?? null;
  const look = buttonClass({ tone: 'primary', size: 'large' });
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

/** One thing at a time, and what it was refused for. */
function useWork() {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const running = useRef(false);
  const run = async (work: () => Promise<unknown>) => {
    if (running.current) return;
    running.current = true;
    setBusy(true);
    setError(null);
    try {
      await work();
    } catch (refused) {
      setError(messageOf(refused));
    }
    running.current = false;
    setBusy(false);
  };
  return { busy, error, run: (work: () => Promise<unknown>) => void run(work) };
}
