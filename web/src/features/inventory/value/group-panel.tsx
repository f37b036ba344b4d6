import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { formatMinor } from '../../../lib/format/money.ts';
import { formatPercent, formatWhole, MINUS, UNKNOWN } from '../../../lib/format/number.ts';
import type { CurrencyValue, GroupBy, ValueGroup } from '../../../lib/queries/inventory-value.ts';
import { Button } from '../../../ui/button.tsx';
import { Select } from '../../../ui/select.tsx';
import { useVendor } from '../vendor/use-vendor.ts';
import { CsvLink } from './csv-link.tsx';
import { groupFilter, groupLabel, groupNames } from './group-words.ts';
import './value-table.css';

/** Groups shown before one asks for all. */
const SHORT = 12;
const choices = (Object.keys(groupNames) as GroupBy[]).map((value) => ({ value, label: groupNames[value] }));

interface GroupPanelProps {
  readonly value: CurrencyValue;
  /** By what the groups at hand are made. */
  readonly group_by: GroupBy;
  /** By what they are to be made. */
  readonly asked: GroupBy;
  readonly onGroupBy: (group_by: GroupBy) => void;
}

/** The value in groups, the largest first. */
export function GroupPanel({ value, group_by, asked, onGroupBy }: GroupPanelProps) {
  const [all, setAll] = useState(false);
  const { groups, currency } = value;
  const shown = all ? groups : groups.slice(0, SHORT);
  const most = Math.max(1, ...groups.map((group) => Math.max(group.price_minor, group.cost_minor)));
  return (
    <section className="card value-groups" aria-labelledby="value-groups" aria-busy={asked !== group_by}>
      <header className="value-title">
        <h2 id="value-groups">By {groupNames[group_by].toLowerCase()}</h2>
        <div className="value-tools">
          <div className="value-choice">
            <Select label="Group by" value={asked} options={choices} onChange={onGroupBy} />
          </div>
          <CsvLink route="exportValuation" query={{ group_by }} label="CSV of the groups" />
        </div>
      </header>
      <table className="value-table">
        <thead>
          <tr>
            <th scope="col">{groupNames[group_by]}</th>
            <th scope="col">Pieces</th>
            <th scope="col">Cost</th>
            <th scope="col">Asking</th>
            <th scope="col">Market</th>
            <th scope="col">Margin</th>
            <th scope="col">Of price</th>
            <td className="value-bar-cell" aria-hidden="true">
              Asking, cost mark
            </td>
          </tr>
        </thead>
        <tbody>
          {shown.map((group) => (
            <GroupRow key={`${group.value} ${group.label}`} {...{ group, group_by, currency, most }} />
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">Total</th>
            <Sums sums={value} currency={currency} />
            <td className="value-bar-cell" aria-hidden="true" />
          </tr>
        </tfoot>
      </table>
      {groups.length > SHORT && (
        <div className="border-t border-hairline px-4 py-2">
          <Button tone="ghost" size="small" onClick={() => setAll(!all)}>
            {all ? `Show the ${SHORT} largest` : `Show all ${groups.length}`}
          </Button>
        </div>
      )}
    </section>
  );
}

interface GroupRowProps {
  readonly group: ValueGroup;
  readonly group_by: GroupBy;
  readonly currency: string;
  /** The largest price or cost of a group. */
  readonly most: number;
}

function GroupRow({ group, group_by, currency, most }: GroupRowProps) {
  const { vendor_id } = useVendor();
  const filter = groupFilter(group_by, group);
  const label = groupLabel(group_by, group);
  return (
    <tr>
      <th scope="row">
        {filter === null ? (
          label
        ) : (
          <Link to="/inventory/$vendor" params={{ vendor: vendor_id }} search={filter} className="value-group-link">
            {label}
          </Link>
        )}
        {group_by === 'set' && filter !== null && group.value !== label && (
          <span className="ml-1 text-muted">{group.value}</span>
        )}
      </th>
      <Sums sums={group} currency={currency} />
      <td className="value-bar-cell" aria-hidden="true">
        <svg className="value-bar" viewBox="0 0 100 10" preserveAspectRatio="none" focusable="false">
          <rect className="value-bar-track" width="100" height="10" />
          <rect className="value-bar-price" width={(group.price_minor / most) * 100} height="10" />
          {group.cost_minor > 0 && (
            <rect
              className="value-bar-cost"
              x={Math.min(98.6, (group.cost_minor / most) * 100)}
              width="1.4"
              height="10"
            />
          )}
        </svg>
      </td>
    </tr>
  );
}

function Sums({ sums, currency }: { readonly sums: CurrencyValue | ValueGroup; readonly currency: string }) {
  const { pieces, cost_minor, price_minor, margin_minor, margin_percent } = sums;
  const known = margin_percent !== null;
  const tone = !known || margin_minor === 0 ? undefined : margin_minor > 0 ? 'up' : 'down';
  return (
    <>
      <td data-label="Pieces">{formatWhole(pieces)}</td>
      <td data-label="Cost">{sums.pieces_without_cost === pieces ? UNKNOWN : formatMinor(cost_minor, currency)}</td>
      <td data-label="Asking">{sums.pieces_without_price === pieces ? UNKNOWN : formatMinor(price_minor, currency)}</td>
      <td data-label="Market" title={marketTitle(sums)}>
        {sums.pieces_without_market === pieces ? UNKNOWN : formatMinor(sums.market_minor, currency)}
      </td>
      <td data-label="Margin" data-tone={tone}>
        {known ? signed(margin_minor, currency) : UNKNOWN}
      </td>
      <td data-label="Of price" data-tone={tone}>
        {known ? formatPercent(margin_percent) : UNKNOWN}
      </td>
    </>
  );
}

function marketTitle({ pieces, pieces_without_market }: CurrencyValue | ValueGroup): string {
  return `Known for ${formatWhole(pieces - pieces_without_market)} of ${formatWhole(pieces)} pieces`;
}

function signed(minor: number, currency: string): string {
  const text = formatMinor(Math.abs(minor), currency);
  if (minor === 0) return text;
  return minor < 0 ? MINUS + text : `+${text}`;
}
