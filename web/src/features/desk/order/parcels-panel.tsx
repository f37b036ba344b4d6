import { MapPin } from 'lucide-react';
import { useState } from 'react';
import type { OrderLineView } from '../../../../../contract/orders.ts';
import { call } from '../../../lib/api.ts';
import { formatMoney } from '../../../lib/format/money.ts';
import type { VendorOrderView } from '../../../lib/queries/desk.ts';
import { Badge } from '../../../ui/badge.tsx';
import { Banner } from '../../../ui/banner.tsx';
import { Button } from '../../../ui/button.tsx';
import { useVendor } from '../../inventory/vendor/use-vendor.ts';
import { OrderLine } from '../../orders/order-line.tsx';
import { titleOf } from '../../orders/back-panels.tsx';
import { whenWords } from '../../orders/words.ts';
import { placeName, placesOf } from './places.ts';
import { ShortfallDialog } from './shortfall-dialog.tsx';
import { useOrderAct } from './use-order-act.ts';

/** What was bought, and where its pieces lie. */
export function LinesPanel({ order }: { readonly order: VendorOrderView }) {
  return (
    <section className="panel order-panel" aria-labelledby="lines">
      <header className="panel-head">
        <h2 id="lines">Pieces</h2>
        <span className="panel-note">{order.shipping_method}</span>
      </header>
      <ul aria-label="Pieces">
        {order.lines.map((line) => (
          <OrderLine key={line.id} line={line} gone={line.quantity_cancelled === line.quantity}>
            <Whereabouts order={order} line_id={line.id} />
            <span className="order-line-each">
              {line.quantity} × {formatMoney(line.unit_price_minor, order.currency)}
            </span>
            <span className="font-medium">{formatMoney(line.subtotal_minor, order.currency)}</span>
            <Pieces line={line} />
            <CannotFind order={order} line={line} />
          </OrderLine>
        ))}
      </ul>
    </section>
  );
}

/** Of what lies on a shelf for this order. */
function CannotFind({ order, line }: { readonly order: VendorOrderView; readonly line: OrderLineView }) {
  const { can } = useVendor();
  const [asking, setAsking] = useState(false);
  const may = can('declareShortfall') && order.status === 'placed' && placesOf(order, line.id).length > 0;
  return (
    <>
      {may && (
        <Button size="small" tone="ghost" aria-label={`Can’t find it… ${line.title}`} onClick={() => setAsking(true)}>
          Can’t find it…
        </Button>
      )}
      {asking && <ShortfallDialog order={order} line={line} onClose={() => setAsking(false)} />}
    </>
  );
}

function Pieces({ line }: { readonly line: VendorOrderView['lines'][number] }) {
  const parts = [
    [line.quantity_cancelled, 'cancelled'],
    [line.quantity_shipped, 'shipped'],
    [line.quantity_returned, 'returned'],
  ] as const;
  const said = parts.filter(([count]) => count > 0).map(([count, word]) => `${count} ${word}`);
  return said.length === 0 ? null : <span className="desk-line-state">{said.join(', ')}</span>;
}

function Whereabouts({ order, line_id }: { readonly order: VendorOrderView; readonly line_id: string }) {
  const places = placesOf(order, line_id);
  if (places.length === 0) return null;
  return (
    <span className="desk-place">
      <MapPin className="icon-small" aria-hidden="true" />
      {places.map((place) => `${placeName(place)} (${place.quantity})`).join(', ')}
    </span>
  );
}

/** What was sent; an arrival that no carrier reports is said by hand. */
export function ParcelsPanel({ order }: { readonly order: VendorOrderView }) {
  const { vendor_id, can } = useVendor();
  const act = useOrderAct(order);
  if (order.shipments.length === 0) return null;
  return (
    <section className="panel order-panel" aria-labelledby="parcels">
      <header className="panel-head">
        <h2 id="parcels">Parcels</h2>
      </header>
      {act.problem !== null && <Banner tone="danger">{act.problem}</Banner>}
      {order.shipments.map((parcel) => (
        <div key={parcel.id} className="order-return">
          <div className="order-return-head">
            <span className="font-medium">
              Parcel {parcel.number} <span className="panel-count">{whenWords(parcel.shipped_at)}</span>
            </span>
            {parcel.delivered_at !== null && <Badge tone="ok">Delivered {whenWords(parcel.delivered_at)}</Badge>}
            {parcel.delivered_at === null && can('deliverShipment') && (
              <Button
                aria-label={`Mark delivered, parcel ${parcel.number}`}
                busy={act.busy}
                onClick={() =>
                  void act.run(
                    () => call('deliverShipment', { params: { vendor_id, id: order.id, part_id: parcel.id } }),
                    `Parcel ${parcel.number} is marked as delivered`,
                  )
                }
              >
                Mark delivered
              </Button>
            )}
          </div>
          <p>{parcel.lines.map((part) => `${part.quantity} × ${titleOf(order, part.line_id)}`).join(', ')}</p>
          <p className="text-12 text-muted">
            {[parcel.carrier, parcel.tracking_number].filter(Boolean).join(' · ') || 'No tracking'}
            {parcel.tracking_url !== null && (
              <>
                {' · '}
                <a className="link" href={parcel.tracking_url} target="_blank" rel="noreferrer">
                  Follow
                </a>
              </>
            )}
          </p>
        </div>
      ))}
    </section>
  );
}
