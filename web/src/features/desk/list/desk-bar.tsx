import { Download, Search } from 'lucide-react';
import { useEffect, useEffectEvent, useState } from 'react';
import { addressOf } from '../../../lib/api.ts';
import { buttonClass } from '../../../ui/button.tsx';
import { Select } from '../../../ui/select.tsx';
import { useVendor } from '../../inventory/vendor/use-vendor.ts';
import { type DeskState, filterOf, sortOf } from './desk-state.ts';

interface DeskBarProps {
  readonly state: DeskState;
  readonly onChange: (next: DeskState) => void;
}

/** Typing is searched for once it rests. */
const REST_MS = 250;

const sortOptions = [
  { value: 'due', label: 'Due first' },
  { value: '-placed', label: 'Newest first' },
  { value: 'placed', label: 'Oldest first' },
  { value: '-total', label: 'Dearest first' },
  { value: 'total', label: 'Cheapest first' },
] as const;
const periodOptions = [
  { value: 'any', label: 'Any day' },
  { value: '1', label: 'Today' },
  { value: '7', label: '7 days' },
  { value: '30', label: '30 days' },
  { value: '90', label: '90 days' },
] as const;

/** Search, days, order, and the same as a file. */
export function DeskBar({ state, onChange }: DeskBarProps) {
  const { vendor_id, can } = useVendor();
  return (
    <>
      <SearchField q={state.q ?? ''} onChange={(q) => onChange({ q })} />
      <div className="desk-choice">
        <Select
          label="Placed"
          value={state.period ?? 'any'}
          options={periodOptions}
          onChange={(period) => onChange({ period: period === 'any' ? undefined : period })}
        />
      </div>
      <div className="desk-choice">
        <Select label="Order" value={sortOf(state)} options={sortOptions} onChange={(sort) => onChange({ sort })} />
      </div>
      {can('exportVendorOrders') && (
        <a
          className={buttonClass()}
          download
          href={addressOf('exportVendorOrders', { params: { vendor_id }, query: exportOf(state) })}
        >
          <Download className="icon" aria-hidden="true" />
          CSV
        </a>
      )}
    </>
  );
}

function exportOf(state: DeskState): Readonly<Record<string, string | number | undefined>> {
  const today = new Date();
  today.setHours(0, 0, 0, 0);
  const { status, fulfilment, returns, q, from } = filterOf(state, today.getTime());
  return { status, fulfilment, returns, q, from };
}

function SearchField({ q, onChange }: { readonly q: string; readonly onChange: (q: string | undefined) => void }) {
  const [typed, setTyped] = useState(q);
  const [seen, setSeen] = useState(q);
  // The address may change by other means: back, or clearing the filters.
  if (seen !== q) {
    setSeen(q);
    if (typed.trim() !== q.trim()) setTyped(q);
  }
  const tell = useEffectEvent((text: string) => {
    if (text.trim() !== q.trim()) onChange(text.trim() === '' ? undefined : text);
  });
  useEffect(() => {
    const timer = setTimeout(() => tell(typed), REST_MS);
    return () => clearTimeout(timer);
  }, [typed]);
  return (
    <label className="input desk-search">
      <Search className="icon text-muted" aria-hidden="true" />
      <input
        type="search"
        aria-label="Search orders"
        placeholder="Number, buyer or piece"
        maxLength={100}
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
      />
    </label>
  );
}
