import type { Listing } from '../../../lib/queries/inventory-listing.ts';
import { finishLabel } from '../stock/row.ts';
import { useVendor } from '../vendor/use-vendor.ts';
import { detailFields } from './form/detail-fields.ts';
import { detailsOf } from './form/listing-values.ts';
import { Panel } from './panel.tsx';

/** The listing to read, for who may not change it. */
export function FactsPanel({ listing }: { readonly listing: Listing }) {
  const { money } = useVendor();
  const details = detailsOf(listing);
  const known = detailFields[listing.kind].flatMap(({ name, label, as }) => {
    const value = details[name];
    if (value === null || value === undefined || value === false || value === '') return [];
    const text = typeof value === 'number' ? String(value) : typeof value === 'string' ? value : 'yes';
    return [[label, as === 'finish' ? finishLabel(text) : text] as const];
  });
  const facts = [
    ['SKU', listing.sku],
    ['Price', money(listing.price_minor, listing.currency)],
    ['Cost', money(listing.cost_minor, listing.currency)],
    ['Shelf', listing.shelf],
    ['Barcode', listing.barcode ?? ''],
    ...known,
    ['Note', listing.note],
  ] as const;
  return (
    <Panel title="Listing">
      <dl className="listing-facts">
        {facts
          .filter(([, value]) => value !== '')
          .map(([label, value]) => (
            <div key={label}>
              <dt>{label}</dt>
              <dd>{value}</dd>
            </div>
          ))}
      </dl>
    </Panel>
  );
}

/** The grade on its holder, with the parts it is made of. */
export function GradingPanel({ grading }: { readonly grading: NonNullable<Listing['grading']> }) {
  const { company, grade, label, cert_number, subgrades } = grading;
  return (
    <Panel title="Grading">
      <div className="flex items-center gap-4">
        <span className="listing-grade">{grade ?? '—'}</span>
        <span className="min-w-0">
          <span className="block font-medium">{[company, label].filter(Boolean).join(' · ')}</span>
          <span className="block text-12 text-muted">{cert_number ?? 'no certificate number'}</span>
        </span>
      </div>
      {subgrades !== null && (
        <dl className="listing-facts">
          {Object.entries(subgrades).map(([name, part]) => (
            <div key={name}>
              <dt className="capitalize">{name}</dt>
              <dd>{part}</dd>
            </div>
          ))}
        </dl>
      )}
    </Panel>
  );
}
