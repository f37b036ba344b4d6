import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { formatWhole } from '../../../../lib/format/number.ts';
import { messageOf } from '../../../../lib/problems.ts';
import { valueHistoryQuery } from '../../../../lib/queries/inventory-value.ts';
import { Button } from '../../../../ui/button.tsx';
import { Segments } from '../../../../ui/segments.tsx';
import { useVendor } from '../../vendor/use-vendor.ts';
import { CsvLink } from '../csv-link.tsx';
import { dayWords, ValueChart } from './value-chart.tsx';

const ranges = [
  { value: '30', label: '1M' },
  { value: '90', label: '3M' },
  { value: '365', label: '1Y' },
  { value: '1826', label: 'All' },
] as const;

/** Asking price and cost day by day. */
export function ChartPanel({ currency }: { readonly currency: string }) {
  const { vendor_id, money } = useVendor();
  const [range, setRange] = useState<(typeof ranges)[number]['value']>('90');
  const [at, setAt] = useState<number | null>(null);
  const history = useQuery(valueHistoryQuery(vendor_id, Number(range)));
  const days = history.data?.find((one) => one.currency === currency)?.days ?? [];
  const shown = days[at ?? days.length - 1];
  return (
    <section className="card mb-4" aria-labelledby="value-over-time">
      <header className="value-title">
        <h2 id="value-over-time">Value over time</h2>
        <div className="value-tools">
          <Segments label="Range" value={range} options={ranges} onChange={setRange} />
          <CsvLink route="exportValueHistory" query={{ days: range }} label="CSV of the days" />
        </div>
      </header>
      {shown !== undefined && days.length > 1 && (
        <p className="value-legend">
          <span className="text-muted">{dayWords(shown.day)}</span>
          <span className="value-key" data-line="price">
            Asking <b>{money(shown.price_minor, currency)}</b>
          </span>
          <span className="value-key" data-line="cost">
            Cost of what was on hand <b>{money(shown.cost_minor, currency)}</b>
          </span>
          {shown.market_minor !== null && shown.pieces_with_market !== null && shown.pieces_with_market > 0 && (
            <span className="text-muted">
              Market <b>{money(shown.market_minor, currency)}</b> for {formatWhole(shown.pieces_with_market)} of{' '}
              {formatWhole(shown.pieces)} pieces
            </span>
          )}
        </p>
      )}
      {days.length > 1 && <ValueChart days={days} currency={currency} at={at} onAt={setAt} />}
      {history.data !== undefined && days.length <= 1 && (
        <p className="value-first">
          This is the first day. The value is noted at the end of every day, in UTC; the line begins tomorrow.
        </p>
      )}
      {history.error !== null && history.data === undefined && (
        <div role="alert" className="value-first">
          <p className="mb-2">{messageOf(history.error)}</p>
          <Button onClick={() => void history.refetch()}>Try again</Button>
        </div>
      )}
      {history.isPending && <div className="value-chart" aria-hidden="true" />}
    </section>
  );
}
