import { formatPrice } from '../../lib/format/number.ts';
import { formatDate } from '../../lib/format/time.ts';
import { messageOf } from '../../lib/problems.ts';
import { Button } from '../../ui/button.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import type { InstrumentPageView } from './use-instrument-view.ts';

/** What the company did to its pieces, newest first. */
export function ActionsTab({ view }: { readonly view: InstrumentPageView }) {
  const { data, error, isPending, refetch } = view.actions;
  if (isPending) {
    return (
      <p className="instrument-note" aria-busy="true">
        <Skeleton width={240} />
      </p>
    );
  }
  if (error !== null && data === undefined) {
    return (
      <p className="instrument-note" role="alert">
        {messageOf(error)}{' '}
        <Button size="small" onClick={() => void refetch()}>
          Try again
        </Button>
      </p>
    );
  }
  const rows = rowsOf(data ?? { splits: [], dividends: [] });
  if (rows.length === 0) return <p className="instrument-note">No splits and no dividends are known.</p>;
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reached by the keyboard
    <section className="history" tabIndex={0} aria-label="Splits and dividends">
      <table className="history-table">
        <thead>
          <tr>
            <th scope="col">First day</th>
            <th scope="col">What</th>
            <th scope="col" className="number">
              How much
            </th>
            <th scope="col">Source</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.key}>
              <th scope="row">{formatDate(row.ex_date, 'UTC')}</th>
              <td>{row.what}</td>
              <td className="number font-medium">{row.amount}</td>
              <td className="text-muted">{row.source}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

type Actions = NonNullable<InstrumentPageView['actions']['data']>;

function rowsOf({ splits, dividends }: Actions) {
  const rows = [
    ...splits.map(({ ex_date, new_pieces, old_pieces, source }) => ({
      key: `split ${ex_date}`,
      ex_date,
      what: 'Split',
      amount: `${new_pieces} new for ${old_pieces} old`,
      source,
    })),
    ...dividends.map(({ id, ex_date, amount, currency, source }) => ({
      key: id,
      ex_date,
      what: 'Dividend',
      amount: `${formatPrice(amount)} ${currency}`,
      source,
    })),
  ];
  return rows.toSorted((left, right) => right.ex_date.localeCompare(left.ex_date));
}
