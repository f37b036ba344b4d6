import { useId, useState } from 'react';
import { formatMoney } from '../../../lib/format/money.ts';
import { formatDate } from '../../../lib/format/time.ts';
import type { ProductView } from '../../../lib/queries/shop.ts';
import { Button } from '../../../ui/button.tsx';
import { StateBadge } from '../../../ui/state-badge.tsx';
import { isGrade } from '../words.ts';
import './offers.css';

const FEW = 8;

/** What it was sold for here, newest first. */
export function SalesPanel({ product }: { readonly product: ProductView }) {
  const id = useId();
  const [all, setAll] = useState(false);
  const { sales, currency } = product;
  const shown = all ? sales : sales.slice(0, FEW);
  return (
    <section className="panel" aria-labelledby={id}>
      <header className="panel-head">
        <h2 id={id}>Sales {sales.length > 0 && <span className="panel-count">{sales.length}</span>}</h2>
      </header>
      {sales.length === 0 ? (
        <p className="panel-body text-muted">None was sold here yet.</p>
      ) : (
        <table className="offers">
          <thead>
            <tr>
              <th scope="col">Cond.</th>
              <th scope="col">Sold</th>
              <th scope="col" className="number">
                Qty
              </th>
              <th scope="col" className="number">
                Price
              </th>
            </tr>
          </thead>
          <tbody>
            {shown.map((sale, at) => (
              // oxlint-disable-next-line react/no-array-index-key -- two pieces may be sold at one instant for one price
              <tr key={`${sale.at} ${at}`}>
                <td>
                  <StateBadge state={sale.state} graded={isGrade(sale.state)} />
                </td>
                <td>
                  <time dateTime={sale.at}>{formatDate(sale.at)}</time>
                </td>
                <td className="number">{sale.quantity}</td>
                <td className="number font-medium">{formatMoney(sale.price_minor, currency)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {shown.length < sales.length && (
        <footer className="panel-foot">
          <Button tone="ghost" onClick={() => setAll(true)}>
            Show all {sales.length}
          </Button>
        </footer>
      )}
    </section>
  );
}
