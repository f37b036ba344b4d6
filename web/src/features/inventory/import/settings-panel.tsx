import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { StockImportView } from '../../../lib/queries/inventory-imports.ts';
import { locationsQuery } from '../../../lib/queries/inventory.ts';
import { Field } from '../../../ui/field.tsx';
import { Segments } from '../../../ui/segments.tsx';
import { Select } from '../../../ui/select.tsx';
import { useVendor } from '../vendor/use-vendor.ts';
import type { ImportActions } from './use-import.ts';

interface SettingsPanelProps {
  readonly one: StockImportView;
  readonly actions: ImportActions;
}

/** What holds where rows say nothing, and what their quantities mean. */
export function SettingsPanel({ one, actions }: SettingsPanelProps) {
  const { vendor, vendor_id } = useVendor();
  const { data: places = [] } = useQuery(locationsQuery(vendor_id));
  const { defaults } = one;
  const set = (changed: Partial<StockImportView['defaults']>): void =>
    actions.change({ defaults: { ...defaults, ...changed } });
  const first = places[0]?.name ?? 'the first location';
  return (
    <section className="card import-card" aria-labelledby="import-settings">
      <h2 id="import-settings" className="import-card-head">
        Where rows do not say
      </h2>
      <div className="import-card-body import-settings">
        <DefaultField
          label="Game"
          hint="Such as mtg, pokemon or yugioh"
          value={defaults.game ?? ''}
          onSet={(game) => set({ game: game === '' ? null : game.toLowerCase() })}
        />
        <DefaultField
          label="Currency"
          hint={`Empty is ${vendor.currency}`}
          value={defaults.currency ?? ''}
          onSet={(currency) => set({ currency: currency === '' ? null : currency.toUpperCase() })}
        />
        <Select
          label="Location"
          value={defaults.location_id ?? ''}
          options={[
            { value: '', label: first },
            ...places.slice(1).map(({ id, name }) => ({ value: id, label: name })),
          ]}
          onChange={(location_id) => set({ location_id: location_id === '' ? null : location_id })}
        />
        <Select
          label="Status of new listings"
          value={defaults.status}
          options={[
            { value: 'draft', label: 'Draft' },
            { value: 'active', label: 'Active: on sale' },
          ]}
          onChange={(status) => set({ status })}
        />
        <QuantityMode one={one} actions={actions} />
      </div>
    </section>
  );
}

/** Whether a quantity says how many there are or how many come. */
function QuantityMode({ one, actions }: SettingsPanelProps) {
  return (
    <div className="import-mode">
      <span className="field-label">Quantities</span>
      <Segments
        label="Quantities"
        value={one.quantity_mode}
        options={[
          { value: 'replace', label: 'So many there are' },
          { value: 'add', label: 'So many come on top' },
        ]}
        onChange={(quantity_mode) => actions.change({ quantity_mode })}
      />
      <span className="field-hint">
        {one.quantity_mode === 'replace'
          ? 'The same file imported again changes nothing.'
          : 'Each import of the same file adds its pieces again.'}
      </span>
    </div>
  );
}

interface DefaultFieldProps {
  readonly label: string;
  readonly hint: string;
  readonly value: string;
  readonly onSet: (value: string) => void;
}

/** Sent when one leaves it, or presses Enter. */
function DefaultField({ label, hint, value, onSet }: DefaultFieldProps) {
  const [typed, setTyped] = useState<string | null>(null);
  const commit = (): void => {
    const next = typed?.trim();
    setTyped(null);
    if (next !== undefined && next !== value) onSet(next);
  };
  return (
    <Field
      label={label}
      hint={hint}
      value={typed ?? value}
      autoComplete="off"
      onChange={(event) => setTyped(event.target.value)}
      onBlur={commit}
      onKeyDown={(event) => event.key === 'Enter' && commit()}
    />
  );
}
