import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { Unplug } from 'lucide-react';
import { type ReactNode, useEffect, useState } from 'react';
import type { OrderGroupView } from '../../../../../contract/orders.ts';
import { ApiError } from '../../../lib/api.ts';
import { messageOf } from '../../../lib/problems.ts';
import { PAYING_REFRESH_MS, payingQuery, paymentProviderQuery } from '../../../lib/queries/basket.ts';
import { useTitle } from '../../../lib/use-title.ts';
import { Button, buttonClass } from '../../../ui/button.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { Logo } from '../../../ui/logo.tsx';
import { cardPage } from '../checkout/pay.ts';
import { useStanding } from '../checkout/use-standing.ts';
import { ASKED, PLACED, Waiting } from '../checkout/waiting.tsx';
import { type Paying, paying, setPaying } from '../paying.ts';
import { CardPayment } from './card-payment.tsx';
import { takeReturned } from './returned.ts';
import '../basket.css';
import '../checkout/checkout.css';
import './card.css';

/** Looks after every order of this tab that is not paid, in all but the card itself. */
const CHECKOUT = '/checkout';

/**
 * Where a card is entered. This document alone runs a script of others, so every way from here is a full load, and no link
 * of the app's frame stands on it. A guest's token comes by the tab's storage: in the address that script would read it.
 */
export function CardPage() {
  useTitle('Pay by card');
  return (
    <div className="public">
      <header className="public-head">
        <a href={CHECKOUT} className="flex items-center gap-3 text-16 font-semibold tracking-tight">
          <Logo />
          Omni-Stock
        </a>
      </header>
      <main className="min-w-0 grow">
        <Content />
      </main>
    </div>
  );
}

function Content() {
  const { id } = useParams({ from: '/pay/stripe/$id' });
  const [order] = useState<Paying>(() => {
    const kept = paying();
    return kept?.group_id === id ? kept : { group_id: id, token: undefined };
  });
  const group = useQuery({ ...payingQuery(id, order.token), refetchInterval: PAYING_REFRESH_MS });
  const provider = useQuery(paymentProviderQuery);
  const error = group.data ? provider.error : group.error;
  if (group.data && provider.data)
    return <Standing order={order} group={group.data} publishable_key={provider.data.publishable_key} />;
  if (error === null) return <Waiting words="Loading the order" />;
  const unknown = error instanceof ApiError && error.has('order_unknown');
  return (
    <Lost
      title={unknown ? 'The order is not known here' : 'The order could not be read'}
      action={
        unknown ? (
          <a href="/basket" className={buttonClass({ tone: 'primary' })}>
            To the basket
          </a>
        ) : (
          <Button tone="primary" onClick={() => location.reload()}>
            Try again
          </Button>
        )
      }
    >
      {messageOf(error)}
    </Lost>
  );
}

interface LostProps {
  readonly title: string;
  readonly action: ReactNode;
  readonly children: string;
}

function Lost({ title, action, children }: LostProps) {
  return (
    <div role="alert">
      <h1 className="unseen">Pay by card</h1>
      <EmptyState icon={<Unplug className="icon" aria-hidden="true" />} title={title} action={action}>
        {children}
      </EmptyState>
    </div>
  );
}

interface StandingProps {
  readonly order: Paying;
  readonly group: OrderGroupView;
  readonly publishable_key: string | null;
}

function Standing({ order, group, publishable_key }: StandingProps) {
  const [returned] = useState(takeReturned);
  const [confirmed, setConfirmed] = useState(returned === 'confirmed');
  const stage = useStanding(order, group, { confirmed, leave: (address) => location.replace(address) });
  const secret = cardPage(group) === null ? null : (group.payment?.client_secret ?? null);
  const elsewhere = stage !== 'paid' && (secret === null || publishable_key === null);
  useEffect(() => {
    if (!elsewhere) return;
    setPaying(order);
    location.replace(CHECKOUT);
  }, [elsewhere, order]);
  if (stage === 'paid') return <Waiting words={PLACED} />;
  if (secret === null || publishable_key === null) return <Waiting words="Going on to the checkout" />;
  if (confirmed) return <Waiting words={ASKED} />;
  return (
    <CardPayment
      key={secret}
      {...{ order, group, publishable_key, client_secret: secret }}
      refused={returned === 'refused'}
      onConfirmed={() => setConfirmed(true)}
    />
  );
}
