import { useQuery } from '@tanstack/react-query';
import { useParams, useRouter } from '@tanstack/react-router';
import { Landmark } from 'lucide-react';
import { useState } from 'react';
import { call } from '../../lib/api.ts';
import { formatMoney } from '../../lib/format/money.ts';
import { messageOf } from '../../lib/problems.ts';
import { testPaymentQuery } from '../../lib/queries/basket.ts';
import { useTitle } from '../../lib/use-title.ts';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { paying } from './paying.ts';
import './basket.css';
import './checkout/checkout.css';

/** In the place of a bank's page, where money is none: the buyer says what the bank is to answer. */
export function TestPaymentPage() {
  const { ref } = useParams({ from: '/either/pay/test/$ref' });
  const { data, error } = useQuery(testPaymentQuery(ref));
  const [refused, setRefused] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const router = useRouter();
  useTitle('Test payment');
  const back = (return_url: string) => {
    // The order of this tab is looked after at the checkout; from elsewhere, where the provider sends one.
    router.history.push(paying() === null ? pathOf(return_url) : '/checkout');
  };
  const answer = async (said: 'approve' | 'decline') => {
    setBusy(true);
    setRefused(null);
    try {
      const { data: payment } = await call('answerTestPayment', { params: { ref }, body: { answer: said } });
      back(payment.return_url);
    } catch (failed) {
      setRefused(messageOf(failed));
    }
    setBusy(false);
  };
  return (
    <div className="test-payment">
      <section className="panel panel-body" aria-labelledby="test-payment">
        <p className="flex items-center gap-2">
          <Landmark className="icon" aria-hidden="true" />
          <Badge tone="warn">Test money</Badge>
        </p>
        <h1 id="test-payment">Confirm the payment</h1>
        <p className="text-muted">This stands in for the page of a bank. No money moves, whatever you answer.</p>
        {data && <p className="text-28 font-semibold">{formatMoney(data.amount_minor, data.currency)}</p>}
        {data && data.state !== 'needs_action' && (
          <>
            <p>It was answered already.</p>
            <Button tone="primary" onClick={() => back(data.return_url)}>
              Back to the order
            </Button>
          </>
        )}
        {data?.state === 'needs_action' && (
          <div className="test-payment-acts">
            <Button size="large" busy={busy} onClick={() => void answer('decline')}>
              Decline
            </Button>
            <Button tone="primary" size="large" busy={busy} onClick={() => void answer('approve')}>
              Approve
            </Button>
          </div>
        )}
        {(refused !== null || (error !== null && data === undefined)) && (
          <p role="alert" className="field-error">
            {refused ?? messageOf(error)}
          </p>
        )}
      </section>
    </div>
  );
}

/** The part of an address after this site's name; what names another site leads to the basket. */
function pathOf(url: string): string {
  if (!URL.canParse(url, location.origin)) return '/basket';
  const { origin, pathname, search, hash } = new URL(url, location.origin);
  return origin === location.origin ? pathname + search + hash : '/basket';
}
