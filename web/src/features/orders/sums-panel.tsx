import { formatMoney } from '../../lib/format/money.ts';
import { MINUS } from '../../lib/format/number.ts';
import type { OrderGroupView, OrderView } from '../../lib/queries/orders.ts';
import { countOf } from '../shop/words.ts';
import { whenWords } from './words.ts';

/** What it came to, frozen; what was paid, what came back, and what is left. */
export function SumsPanel({ group }: { readonly group: OrderGroupView }) {
  const { currency, orders } = group;
  const money = (minor: number) => formatMoney(minor, currency);
  const lines = orders.flatMap((order) => order.lines);
  const pieces = lines.reduce((sum, { quantity }) => sum + quantity, 0);
  const paid = group.placed_at !== null;
  const added = orders
    .filter(({ tax_mode }) => tax_mode === 'exclusive')
    .reduce((sum, { tax_minor }) => sum + tax_minor, 0);
  return (
    <section className="panel order-side-panel" aria-label="Total">
      <dl className="order-sums">
        <Sum label={`Pieces, ${pieces}`}>{money(group.subtotal_minor)}</Sum>
        {group.discount_minor > 0 && (
          <Sum label={`Codes ${codesOf(orders)}`}>{`${MINUS}${money(group.discount_minor)}`}</Sum>
        )}
        <Sum label={`Shipping, ${countOf(orders.length, 'vendor')}`}>{money(group.shipping_minor)}</Sum>
        {added > 0 && <Sum label={taxNames(orders, 'exclusive')}>{money(added)}</Sum>}
        {paid ? <Sum label="Paid">{money(group.total_minor)}</Sum> : null}
        {group.refunded_minor > 0 && <Sum label="Refunded">{`${MINUS}${money(group.refunded_minor)}`}</Sum>}
        <div className="order-sums-all">
          <dt>{group.refunded_minor > 0 ? 'After refunds' : 'Total'}</dt>
          <dd>{money(group.total_minor - group.refunded_minor)}</dd>
        </div>
      </dl>
      <p className="text-12 text-muted">
        {includedWords(orders, money)}Prices as they were on {whenWords(group.created_at)}.
      </p>
    </section>
  );
}

function Sum({ label, children }: { readonly label: string; readonly children: string }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function codesOf(orders: readonly OrderView[]): string {
  return [...new Set(orders.flatMap(({ discount_codes }) => discount_codes))].join(', ');
}

function taxNames(orders: readonly OrderView[], mode: OrderView['tax_mode']): string {
  const names = orders.filter(({ tax_mode }) => tax_mode === mode).map(({ tax_name }) => tax_name || 'Tax');
  return [...new Set(names)].join(', ');
}

function includedWords(orders: readonly OrderView[], money: (minor: number) => string): string {
  const minor = orders
    .filter(({ tax_mode }) => tax_mode === 'inclusive')
    .reduce((sum, { tax_minor }) => sum + tax_minor, 0);
  return minor === 0 ? '' : `${taxNames(orders, 'inclusive')} included ${money(minor)}. `;
}
