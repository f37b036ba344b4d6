import { Link } from '@tanstack/react-router';
import { useNow } from '../../../app/use-now.ts';
import { formatMoney } from '../../../lib/format/money.ts';
import type { VendorOrderSummaryView } from '../../../lib/queries/desk.ts';
import { Badge } from '../../../ui/badge.tsx';
import { useVendor } from '../../inventory/vendor/use-vendor.ts';
import { moneyBackOf, progressOf } from '../../orders/words.ts';
import { countryName, countOf } from '../../shop/words.ts';
import { dueOf } from '../due.ts';
import './desk-table.css';

interface DeskTableProps {
  readonly orders: readonly VendorOrderSummaryView[];
  readonly marked: ReadonlySet<string>;
  readonly onMark: (marked: ReadonlySet<string>) => void;
}

/** Orders of a vendor; those that are ticked are printed together. */
export function DeskTable({ orders, marked, onMark }: DeskTableProps) {
  const all = orders.every(({ id }) => marked.has(id));
  const now_ms = useNow(30_000);
  return (
    <table className="desk-table">
      <caption className="unseen">Orders</caption>
      <thead>
        <tr>
          <th scope="col" className="desk-check">
            <label className="desk-tick">
              <input
                type="checkbox"
                aria-label="All that are shown"
                checked={all}
                onChange={() => onMark(all ? new Set() : new Set(orders.map(({ id }) => id)))}
              />
            </label>
          </th>
          <th scope="col">Due</th>
          <th scope="col">Order</th>
          <th scope="col">Buyer</th>
          <th scope="col" className="is-figure">
            Pieces
          </th>
          <th scope="col" className="is-figure">
            Total
          </th>
          <th scope="col">Status</th>
        </tr>
      </thead>
      <tbody>
        {orders.map((order) => (
          <DeskRow
            key={order.id}
            order={order}
            now_ms={now_ms}
            marked={marked.has(order.id)}
            onMark={(on) => {
              const next = new Set(marked);
              if (on) next.add(order.id);
              else next.delete(order.id);
              onMark(next);
            }}
          />
        ))}
      </tbody>
    </table>
  );
}

interface DeskRowProps {
  readonly order: VendorOrderSummaryView;
  readonly now_ms: number;
  readonly marked: boolean;
  readonly onMark: (on: boolean) => void;
}

function DeskRow({ order, now_ms, marked, onMark }: DeskRowProps) {
  const { vendor_id } = useVendor();
  const due = dueOf(order, now_ms);
  return (
    <tr {...(marked && { 'data-marked': true })}>
      <td className="desk-check">
        <label className="desk-tick">
          <input
            type="checkbox"
            aria-label={`Order ${order.number}`}
            checked={marked}
            onChange={(event) => onMark(event.target.checked)}
          />
        </label>
      </td>
      <td data-part="due">{due === null ? '' : <Badge tone={due.tone}>{due.text}</Badge>}</td>
      <th scope="row" data-part="number">
        <Link to="/inventory/$vendor/orders/$id" params={{ vendor: vendor_id, id: order.id }} className="desk-link">
          {order.number}
        </Link>
        {order.is_test && (
          <Badge tone="line" title="Paid with money that is none">
            Test money
          </Badge>
        )}
      </th>
      <td data-part="buyer">
        <span className="desk-buyer">
          {order.buyer}
          <span className="text-muted">, {countryName(order.country)}</span>
        </span>
      </td>
      <td data-part="pieces" className="is-figure">
        {order.pieces}
        <span className="desk-unit"> {order.pieces === 1 ? 'piece' : 'pieces'}</span>
      </td>
      <td data-part="total" className="is-figure">
        {formatMoney(order.total_minor, order.currency)}
      </td>
      <td data-part="status">
        <States order={order} />
      </td>
    </tr>
  );
}

function States({ order }: Pick<DeskRowProps, 'order'>) {
  const state = progressOf(order);
  const back = moneyBackOf(order);
  const picked = order.pieces_open > 0 && order.status === 'placed' ? order.pieces_picked : 0;
  return (
    <span className="order-states">
      <Badge tone={state.tone}>{state.text === 'Being packed' ? 'To pack' : state.text}</Badge>
      {picked > 0 && (
        <Badge tone="line">
          {picked} of {order.pieces_open} picked
        </Badge>
      )}
      {back !== null && <Badge tone={back.tone}>{back.text}</Badge>}
      {order.open_returns > 0 && <Badge tone="warn">{countOf(order.open_returns, 'return')}</Badge>}
    </span>
  );
}
