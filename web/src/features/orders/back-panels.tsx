import { formatMoney } from '../../lib/format/money.ts';
import { MINUS } from '../../lib/format/number.ts';
import type { OrderView } from '../../lib/queries/orders.ts';
import { Badge } from '../../ui/badge.tsx';
import { countOf } from '../shop/words.ts';
import { OrderLine } from './order-line.tsx';
import { dayWords, type Tone } from './words.ts';

type Refund = OrderView['refunds'][number];
type Return = OrderView['returns'][number];

/** What was given back: which piece, why, how much, and how long it takes. */
export function RefundsPanel({ orders }: { readonly orders: readonly OrderView[] }) {
  const refunds = orders.flatMap((order) => order.refunds.map((refund) => ({ order, refund })));
  if (refunds.length === 0) return null;
  return (
    <section className="panel order-panel" aria-labelledby="refunded">
      <header className="panel-head">
        <h2 id="refunded">Refunded</h2>
        <span className="panel-note">Goes back the way you paid</span>
      </header>
      <ul aria-label="Refunds">
        {refunds.map(({ order, refund }) => (
          <RefundRows key={refund.id} order={order} refund={refund} />
        ))}
      </ul>
    </section>
  );
}

function RefundRows({ order, refund }: { readonly order: OrderView; readonly refund: Refund }) {
  const money = (minor: number) => `${MINUS}${formatMoney(minor, order.currency)}`;
  const why = refund.reason === '' ? '' : `: ${refund.reason}`;
  const of_lines = refund.lines.reduce((sum, { amount_minor }) => sum + amount_minor, 0);
  const rest = refund.amount_minor - of_lines;
  return (
    <>
      {refund.lines.map(({ line_id, quantity, amount_minor }) => {
        const line = order.lines.find(({ id }) => id === line_id);
        return (
          line && (
            <OrderLine key={line_id} line={line} note={`${quantity} of ${line.quantity}, ${order.vendor.name}${why}`}>
              <span className="order-line-each">{stateOf(refund)}</span>
              <span className="font-medium">{money(amount_minor)}</span>
            </OrderLine>
          )
        );
      })}
      {rest > 0 && (
        <li className="order-line order-line-plain">
          <div className="order-line-what">
            <p className="order-line-name">{refund.shipping_minor > 0 ? 'Shipping' : 'Part of the price'}</p>
            <p className="order-line-origin">
              {order.vendor.name}
              {why}
            </p>
          </div>
          <div className="order-line-end">
            <span className="order-line-each">{stateOf(refund)}</span>
            <span className="font-medium">{money(rest)}</span>
          </div>
        </li>
      )}
    </>
  );
}

function stateOf({ state, done_at }: Refund): string {
  if (state === 'done') return `sent ${dayWords(done_at)}, there in 1–3 days`;
  if (state === 'failed') return 'stuck, the vendor knows';
  return 'being sent';
}

const returnWords: Readonly<Record<Return['status'], { readonly text: string; readonly tone: Tone }>> = {
  requested: { text: 'Waits for an answer', tone: 'warn' },
  approved: { text: 'Send it back', tone: 'accent' },
  refused: { text: 'Refused', tone: 'neutral' },
  received: { text: 'Arrived', tone: 'ok' },
};

/** What is to be sent back, and what the vendor says to it. */
export function ReturnsPanel({ orders }: { readonly orders: readonly OrderView[] }) {
  const returns = orders.flatMap((order) => order.returns.map((one) => ({ order, one })));
  if (returns.length === 0) return null;
  return (
    <section className="panel order-panel" aria-labelledby="returns">
      <header className="panel-head">
        <h2 id="returns">Returns</h2>
      </header>
      {returns.map(({ order, one }) => (
        <div key={one.id} className="order-return">
          <p className="order-return-head">
            <span className="font-medium">
              Return {one.number} <span className="panel-count">{order.vendor.name}</span>
            </span>
            <Badge tone={returnWords[one.status].tone}>{returnWords[one.status].text}</Badge>
          </p>
          <p>{one.lines.map((part) => `${part.quantity} × ${titleOf(order, part.line_id)}`).join(', ')}</p>
          <p className="text-12 text-muted">
            {countOf(
              one.lines.reduce((sum, { quantity }) => sum + quantity, 0),
              'piece',
            )}
            , {dayWords(one.created_at)}. You wrote: {one.reason}
          </p>
          {one.answer !== '' && <p className="order-answer">{one.answer}</p>}
        </div>
      ))}
    </section>
  );
}

export function titleOf(order: Pick<OrderView, 'lines'>, line_id: string): string {
  return order.lines.find(({ id }) => id === line_id)?.title ?? 'a piece';
}
