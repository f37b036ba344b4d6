import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Unplug } from 'lucide-react';
import { useState } from 'react';
import { messageOf } from '../../../lib/problems.ts';
import { deskQuery, type DeskSummaryView } from '../../../lib/queries/desk.ts';
import { useTitle } from '../../../lib/use-title.ts';
import { Button } from '../../../ui/button.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { LoadingRows } from '../../../ui/loading-rows.tsx';
import { Segments } from '../../../ui/segments.tsx';
import { useVendor } from '../../inventory/vendor/use-vendor.ts';
import { countOf } from '../../shop/words.ts';
import { DeskNav } from '../desk-nav.tsx';
import { useDeskNews } from '../use-desk-news.ts';
import { dayName, SalesChart } from './sales-chart.tsx';
import './sales.css';

const ranges = [
  { value: '30', label: '1M' },
  { value: '90', label: '3M' },
  { value: '365', label: '1Y' },
] as const;

/** Sales day by day, and what sold most. */
export function SalesPage() {
  const { vendor, vendor_id } = useVendor();
  useTitle(`Sales · ${vendor.name}`);
  useDeskNews(vendor_id);
  const [range, setRange] = useState<(typeof ranges)[number]['value']>('30');
  const { data, error, refetch } = useQuery(deskQuery(vendor_id, Number(range)));
  return (
    <div className="desk">
      <h1 className="unseen">Sales</h1>
      <DeskNav>
        <span className="grow" />
        <Segments label="Range" value={range} options={ranges} onChange={setRange} />
      </DeskNav>
      {data === undefined && error === null && <LoadingRows label="Loading the sales" />}
      {data === undefined && error !== null && (
        <EmptyState
          icon={<Unplug className="icon" aria-hidden="true" />}
          title="The sales could not be read"
          action={<Button onClick={() => void refetch()}>Try again</Button>}
        >
          {messageOf(error)}
        </EmptyState>
      )}
      {data !== undefined && (
        <div className="sales">
          <Totals desk={data} />
          <div className="sales-columns">
            <Chart desk={data} />
            <Best desk={data} />
          </div>
        </div>
      )}
    </div>
  );
}

function Totals({ desk }: { readonly desk: DeskSummaryView }) {
  const { money } = useVendor();
  const sum = (of: (day: DeskSummaryView['today']) => number) => desk.days.reduce((total, day) => total + of(day), 0);
  const tiles = [
    ['Today', money(desk.today.gross_minor, desk.currency), countOf(desk.today.orders, 'order')],
    [
      `${desk.days.length} days`,
      money(
        sum((day) => day.gross_minor),
        desk.currency,
      ),
      countOf(
        sum((day) => day.orders),
        'order',
      ),
    ],
    [
      'Refunded',
      money(
        sum((day) => day.refunded_minor),
        desk.currency,
      ),
      'of these days',
    ],
    ['Pieces sold', String(sum((day) => day.pieces)), `${desk.pieces_to_pick} to pick`],
  ] as const;
  return (
    <dl className="sales-totals">
      {tiles.map(([label, value, note]) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>
            {value}
            <small>{note}</small>
          </dd>
        </div>
      ))}
    </dl>
  );
}

function Chart({ desk }: { readonly desk: DeskSummaryView }) {
  const { money } = useVendor();
  const [at, setAt] = useState<number | null>(null);
  const day = desk.days[at ?? desk.days.length - 1];
  return (
    <section className="panel" aria-labelledby="sales-by-day">
      <header className="panel-head">
        <h2 id="sales-by-day">Sales by day</h2>
        <span className="panel-note">in UTC, before refunds</span>
      </header>
      {day !== undefined && (
        <p className="sales-legend">
          {dayName(day.day)} <b>{money(day.gross_minor, desk.currency)}</b> · {countOf(day.orders, 'order')},{' '}
          {countOf(day.pieces, 'piece')}
        </p>
      )}
      <SalesChart days={desk.days} currency={desk.currency} at={at} onAt={setAt} />
    </section>
  );
}

function Best({ desk }: { readonly desk: DeskSummaryView }) {
  const { money, vendor_id } = useVendor();
  return (
    <section className="panel" aria-labelledby="best">
      <header className="panel-head">
        <h2 id="best">Sold most</h2>
      </header>
      {desk.best.length === 0 ? (
        <p className="sales-legend pb-4">Nothing was sold in these days.</p>
      ) : (
        <ol aria-labelledby="best">
          {desk.best.map((one) => (
            <li key={one.listing_id} className="sales-best">
              <Link to="/inventory/$vendor/listings/$id" params={{ vendor: vendor_id, id: one.listing_id }}>
                {one.title}
              </Link>
              <span className="text-muted">{countOf(one.pieces, 'piece')}</span>
              <span className="sales-sum">{money(one.gross_minor, desk.currency)}</span>
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}
