import { useRouter } from '@tanstack/react-router';
import { Landmark, TriangleAlert } from 'lucide-react';
import { PathLink } from '../../app/path-link.tsx';
import { useNow } from '../../app/use-now.ts';
import { formatMoney } from '../../lib/format/money.ts';
import type { OrderGroupView } from '../../lib/queries/orders.ts';
import { Button, buttonClass } from '../../ui/button.tsx';
import { setPaying } from '../basket/paying.ts';
import { countOf } from '../shop/words.ts';

/** An order that waits for its payment: why, until when, and the way on. */
export function Unpaid({ group, token }: { readonly group: OrderGroupView; readonly token: string | undefined }) {
  const router = useRouter();
  const now_ms = useNow(10_000);
  if (group.status !== 'pending_payment') return null;
  const { payment } = group;
  const minutes = group.pay_until === null ? 0 : Math.ceil((Date.parse(group.pay_until) - now_ms) / 60_000);
  const url = payment?.state === 'needs_action' ? payment.action_url : null;
  const declined = payment?.state === 'declined' || payment?.state === 'cancelled';
  // The checkout looks after an order of this tab that is not paid.
  const take = () => setPaying({ group_id: group.id, token });
  const Icon = declined ? TriangleAlert : Landmark;
  return (
    <section className="panel order-unpaid" aria-label="Payment">
      <Icon className="icon" aria-hidden="true" />
      <div className="min-w-0 grow">
        <p className="font-medium">{declined ? 'The payment was declined.' : headOf(url)}</p>
        <p className="text-12 text-muted">
          {declined && payment?.message ? `${payment.message} ` : ''}
          {minutes > 0
            ? `The pieces are held for you for ${countOf(minutes, 'more minute')}; nothing is charged until you pay.`
            : 'Nothing is charged until you pay.'}
        </p>
      </div>
      {url !== null && <GoOn url={url} onGo={take} />}
      {url === null && (
        <Button
          tone="primary"
          onClick={() => {
            take();
            void router.navigate({ to: '/checkout' });
          }}
        >
          {declined ? 'Pay another way' : `Pay ${formatMoney(group.total_minor, group.currency)}`}
        </Button>
      )}
    </section>
  );
}

function headOf(url: string | null): string {
  return url === null ? 'This order waits for its payment.' : 'Your bank asks you to confirm this payment.';
}

function GoOn({ url, onGo }: { readonly url: string; readonly onGo: () => void }) {
  const here = url.startsWith(`${location.origin}/`) ? url.slice(location.origin.length) : url;
  const look = buttonClass({ tone: 'primary' });
  return here.startsWith('/') ? (
    <PathLink path={here} className={look} onClick={onGo}>
      Go on to the bank
    </PathLink>
  ) : (
    <a href={here} className={look} onClick={onGo}>
      Go on to the bank
    </a>
  );
}
