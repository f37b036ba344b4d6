import { formatMoney } from '../../../lib/format/money.ts';
import { StateBadge } from '../../../ui/state-badge.tsx';
import { whenWords } from '../../orders/words.ts';
import { isGrade } from '../../shop/words.ts';
import type { InstrumentPageView } from '../use-instrument-view.ts';

/** What it sold for, newest first: the dots of the chart in words. */
export function SalesTab({ view }: { readonly view: InstrumentPageView }) {
  const { sales } = view;
  if (sales === undefined) return <p className="instrument-note" aria-busy="true" />;
  if (sales === null || sales.sales.length === 0) return <p className="instrument-note">None was sold here yet.</p>;
  const { product } = sales;
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reached by the keyboard
    <section className="history" tabIndex={0} aria-label="Sales">
      <table className="history-table">
        <thead>
          <tr>
            <th scope="col">Sold</th>
            <th scope="col">Condition</th>
            <th scope="col" className="number">
              Pieces
            </th>
            <th scope="col" className="number">
              Price
            </th>
          </tr>
        </thead>
        <tbody>
          {sales.sales.map((sale, at) => (
            // oxlint-disable-next-line react/no-array-index-key -- two pieces may be sold at one instant for one price
            <tr key={`${sale.at} ${at}`}>
              <th scope="row">
                <time dateTime={sale.at}>{whenWords(sale.at)}</time>
              </th>
              <td>
                <StateBadge state={sale.state} graded={isGrade(sale.state)} />
              </td>
              <td className="number">{sale.quantity}</td>
              <td className="number font-medium">{formatMoney(sale.price_minor, product.currency)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
