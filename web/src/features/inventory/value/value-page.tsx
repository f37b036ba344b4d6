import { useQuery } from '@tanstack/react-query';
import { Coins, Unplug } from 'lucide-react';
import { useState } from 'react';
import { messageOf } from '../../../lib/problems.ts';
import { type GroupBy, valuationQuery, type ValuationView } from '../../../lib/queries/inventory-value.ts';
import { useTitle } from '../../../lib/use-title.ts';
import { Button } from '../../../ui/button.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { Select } from '../../../ui/select.tsx';
import { Skeleton, useWaited } from '../../../ui/skeleton.tsx';
import { useVendor } from '../vendor/use-vendor.ts';
import { ChartPanel } from './chart/chart-panel.tsx';
import { GroupPanel } from './group-panel.tsx';
import { SurenessPanel } from './sureness-panel.tsx';
import { TotalsStrip } from './totals-strip.tsx';
import './value.css';

const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit' });

/** What the stock on hand cost, what it is offered at, and how both came to be. */
export function ValuePage() {
  const { vendor, vendor_id } = useVendor();
  useTitle(`Value · ${vendor.name}`);
  const [group_by, setGroupBy] = useState<GroupBy>('set');
  const valuation = useQuery(valuationQuery(vendor_id, group_by));
  const waited = useWaited(valuation.isPending);
  return (
    <div className="page value">
      {valuation.data === undefined ? <h1 className="mb-4">Value</h1> : null}
      {waited && <Waiting />}
      {valuation.error !== null && valuation.data === undefined && (
        <EmptyState
          icon={<Unplug className="icon" aria-hidden="true" />}
          title="The value could not be read"
          action={<Button onClick={() => void valuation.refetch()}>Try again</Button>}
        >
          {messageOf(valuation.error)}
        </EmptyState>
      )}
      {valuation.data && <Valued valuation={valuation.data} group_by={group_by} onGroupBy={setGroupBy} />}
    </div>
  );
}

interface ValuedProps {
  readonly valuation: ValuationView;
  readonly group_by: GroupBy;
  readonly onGroupBy: (group_by: GroupBy) => void;
}

function Valued({ valuation, group_by, onGroupBy }: ValuedProps) {
  const { vendor } = useVendor();
  const { currencies, at } = valuation;
  const [chosen, setChosen] = useState<string | null>(null);
  const currency = chosen ?? currencies.find((one) => one.currency === vendor.currency)?.currency;
  const value = currencies.find((one) => one.currency === currency) ?? currencies[0];
  return (
    <>
      <header className="value-head">
        <h1>Value</h1>
        <p className="text-12 text-muted">As of {clock.format(Date.parse(at))}</p>
        {value !== undefined && currencies.length > 1 && (
          <div className="value-currency">
            <Select
              label="Currency"
              value={value.currency}
              options={currencies.map((one) => ({ value: one.currency, label: one.currency }))}
              onChange={setChosen}
            />
          </div>
        )}
      </header>
      {value === undefined ? (
        <EmptyState icon={<Coins className="icon" aria-hidden="true" />} title="Nothing on hand">
          What the stock is worth stands here as soon as there are pieces on hand.
        </EmptyState>
      ) : (
        <>
          <TotalsStrip value={value} />
          <div className="value-columns">
            <div className="min-w-0">
              <ChartPanel currency={value.currency} />
              <GroupPanel value={value} group_by={valuation.group_by} asked={group_by} onGroupBy={onGroupBy} />
            </div>
            <SurenessPanel value={value} />
          </div>
        </>
      )}
    </>
  );
}

function Waiting() {
  return (
    <div className="card grid gap-3 p-4" aria-hidden="true">
      <Skeleton width="40%" />
      <Skeleton width="70%" />
      <Skeleton width="55%" />
    </div>
  );
}
