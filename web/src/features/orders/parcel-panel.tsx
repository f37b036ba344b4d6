import { Truck } from 'lucide-react';
import { formatMoney } from '../../lib/format/money.ts';
import type { OrderView } from '../../lib/queries/orders.ts';
import { Badge } from '../../ui/badge.tsx';
import { buttonClass } from '../../ui/button.tsx';
import { classNames } from '../../ui/class-names.ts';
import { OrderLine } from './order-line.tsx';
import type { Parcel } from './parcels.ts';
import { dayWords, type StateWords, whenWords } from './words.ts';

interface ParcelPanelProps {
  readonly order: OrderView;
  readonly parcel: Parcel;
  readonly number: number;
}

/** One parcel: how far it is, what is in it, and where to follow it. */
export function ParcelPanel({ order, parcel, number }: ParcelPanelProps) {
  const { shipment, lines } = parcel;
  const state = stateOf(order, parcel);
  return (
    <section className="panel order-panel" aria-labelledby={`parcel-${parcel.key}`}>
      <header className="panel-head">
        <h2 id={`parcel-${parcel.key}`}>
          Parcel {number} <span className="panel-count">{order.vendor.name}</span>
        </h2>
        <Badge tone={state.tone}>
          {shipment !== null && shipment.delivered_at === null && <Truck aria-hidden="true" />}
          {state.text}
        </Badge>
      </header>
      {order.status !== 'expired' && <Steps order={order} parcel={parcel} />}
      <ul aria-label={`In parcel ${number}`}>
        {lines.map(({ line, quantity }) => (
          <OrderLine key={line.id} line={line} linked>
            <span className="order-line-each">
              {quantity} × {formatMoney(line.unit_price_minor, order.currency)}
            </span>
            <span className="font-medium">{formatMoney(line.unit_price_minor * quantity, order.currency)}</span>
          </OrderLine>
        ))}
      </ul>
      {shipment !== null && <Tracking shipment={shipment} />}
    </section>
  );
}

function Tracking({ shipment }: { readonly shipment: NonNullable<Parcel['shipment']> }) {
  const { carrier, tracking_number, tracking_url } = shipment;
  if (carrier === '' && tracking_number === '' && tracking_url === null) return null;
  return (
    <footer className="order-track">
      <span className="min-w-0 text-muted">
        {carrier}
        {carrier !== '' && tracking_number !== '' && ' · '}
        {tracking_number !== '' && <span className="order-track-number">{tracking_number}</span>}
      </span>
      {tracking_url !== null && (
        <a href={tracking_url} target="_blank" rel="noreferrer" className={buttonClass()}>
          Follow the parcel
        </a>
      )}
    </footer>
  );
}

interface Step {
  readonly name: string;
  readonly when: string;
  readonly done: boolean;
}

function Steps({ order, parcel: { shipment } }: Pick<ParcelPanelProps, 'order' | 'parcel'>) {
  const steps: readonly Step[] = [
    { name: 'Ordered', when: whenWords(order.created_at), done: true },
    {
      name: 'Paid',
      when: order.placed_at === null ? 'waits for it' : whenWords(order.placed_at),
      done: order.placed_at !== null,
    },
    {
      name: 'Shipped',
      when:
        shipment === null
          ? order.due_at === null
            ? ''
            : `by ${dayWords(order.due_at)}`
          : whenWords(shipment.shipped_at),
      done: shipment !== null,
    },
    {
      name: 'Delivered',
      when: shipment?.delivered_at ? whenWords(shipment.delivered_at) : '',
      done: (shipment?.delivered_at ?? null) !== null,
    },
  ];
  const next = steps.findIndex(({ done }) => !done);
  return (
    <ol className="order-steps">
      {steps.map(({ name, when, done }, at) => (
        <li
          key={name}
          className={classNames(done && 'is-done', at === next && 'is-next')}
          {...(at === next && { 'aria-current': 'step' as const })}
        >
          <span className="order-step-name">{name}</span>
          {done && <span className="unseen">, done</span>}
          <span className="order-step-when">{when}</span>
        </li>
      ))}
    </ol>
  );
}

function stateOf(order: OrderView, { shipment }: Parcel): StateWords {
  if (shipment !== null)
    return shipment.delivered_at === null ? { text: 'On its way', tone: 'accent' } : { text: 'Delivered', tone: 'ok' };
  if (order.status === 'pending_payment') return { text: 'Waits for payment', tone: 'warn' };
  if (order.status === 'expired') return { text: 'Ran out', tone: 'neutral' };
  return { text: 'Being packed', tone: 'neutral' };
}
