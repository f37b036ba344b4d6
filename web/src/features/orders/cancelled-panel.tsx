import type { OrderView } from '../../lib/queries/orders.ts';
import { OrderLine } from './order-line.tsx';

/** Pieces that will not come, whose money the refunds name. */
export function CancelledPanel({ orders }: { readonly orders: readonly OrderView[] }) {
  const gone = orders.flatMap((order) =>
    order.lines
      .filter(({ quantity_cancelled }) => quantity_cancelled > 0)
      .map((line) => ({ line, vendor: order.vendor.name })),
  );
  if (gone.length === 0) return null;
  return (
    <section className="panel order-panel" aria-labelledby="cancelled">
      <header className="panel-head">
        <h2 id="cancelled">Cancelled</h2>
      </header>
      <ul aria-label="Cancelled pieces">
        {gone.map(({ line, vendor }) => (
          <OrderLine key={line.id} line={line} gone note={vendor}>
            <span className="text-muted">
              {line.quantity_cancelled} of {line.quantity}
            </span>
          </OrderLine>
        ))}
      </ul>
    </section>
  );
}
