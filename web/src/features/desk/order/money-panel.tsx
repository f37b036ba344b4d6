import { MINUS } from '../../../lib/format/number.ts';
import type { VendorOrderView } from '../../../lib/queries/desk.ts';
import { useVendor } from '../../inventory/vendor/use-vendor.ts';
import { AddressLines } from '../../orders/address-panel.tsx';
import { whenWords } from '../../orders/words.ts';

/** Frozen sums, what came back, and what of it is the vendor's. */
export function MoneyPanel({ order }: { readonly order: VendorOrderView }) {
  const vendor = useVendor();
  const money = (minor: number) => vendor.money(minor, order.currency);
  const rows: readonly (readonly [string, string])[] = [
    ['Pieces', money(order.subtotal_minor)],
    ...(order.discount_minor > 0
      ? [[`Codes ${order.discount_codes.join(', ')}`, MINUS + money(order.discount_minor)] as const]
      : []),
    ['Shipping', money(order.shipping_minor)],
    ...(order.tax_minor > 0
      ? [
          [
            `${order.tax_name || 'Tax'} ${order.tax_mode === 'inclusive' ? 'included' : 'added'}`,
            money(order.tax_minor),
          ] as const,
        ]
      : []),
    ['Total', money(order.total_minor)],
    ...(order.refunded_minor > 0 ? [['Refunded', MINUS + money(order.refunded_minor)] as const] : []),
    [`Commission ${order.commission_bp / 100} %`, MINUS + money(order.commission_minor)],
  ];
  return (
    <section className="panel order-side-panel" aria-label="Money">
      <dl className="order-sums">
        {rows.map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
        <div className="order-sums-all">
          <dt>Yours</dt>
          <dd>{money(order.payout_minor)}</dd>
        </div>
      </dl>
      <p className="text-12 text-muted">Prices frozen {whenWords(order.created_at)}.</p>
    </section>
  );
}

/** Who bought it, and where it goes. */
export function BuyerPanel({ order }: { readonly order: VendorOrderView }) {
  const same = JSON.stringify(order.shipping_address) === JSON.stringify(order.billing_address);
  return (
    <section className="panel order-side-panel" aria-label="Buyer">
      <dl className="order-where">
        <div>
          <dt>Deliver to</dt>
          <dd>
            <AddressLines address={order.shipping_address} />
          </dd>
        </div>
        {!same && (
          <div>
            <dt>Bill to</dt>
            <dd>
              <AddressLines address={order.billing_address} />
            </dd>
          </div>
        )}
        <div>
          <dt>E-mail</dt>
          <dd>
            <a className="link" href={`mailto:${order.email}`}>
              {order.email}
            </a>
          </dd>
        </div>
        {order.buyer_note !== '' && (
          <div>
            <dt>Note</dt>
            <dd>{order.buyer_note}</dd>
          </div>
        )}
      </dl>
    </section>
  );
}
