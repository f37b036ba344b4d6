import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Pencil } from 'lucide-react';
import { type FormEvent, useId, useRef, useState } from 'react';
import { call } from '../../../lib/api.ts';
import { messageOf, problemsByField } from '../../../lib/problems.ts';
import { locationsQuery, type LocationView } from '../../../lib/queries/inventory.ts';
import { Button } from '../../../ui/button.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { Field } from '../../../ui/field.tsx';
import { IconButton } from '../../../ui/icon-button.tsx';
import { notify } from '../../../ui/toast.tsx';
import { SettingsSection } from '../../settings/settings-section.tsx';
import { useVendor } from './use-vendor.ts';

/** Where stock lies. Locations are named and renamed; they stay, since the ledger speaks of them. */
export function LocationsSection() {
  const { vendor_id, can } = useVendor();
  const { data = [], error } = useQuery(locationsQuery(vendor_id));
  /** The location that is being named: null for a new one. */
  const [naming, setNaming] = useState<LocationView | null | undefined>();
  const may = can('createLocation');
  return (
    <SettingsSection
      id="locations"
      title="Locations"
      lead="Where stock lies: the shop, a safe, a shelf of boxes. The first is where new stock goes unless you say otherwise."
    >
      {error !== null && <p role="alert">{messageOf(error)}</p>}
      <ul className="card overflow-hidden" aria-label="Locations">
        {data.map((place, index) => (
          <li key={place.id} className="vendor-row">
            <span className="min-w-0 grow truncate font-medium">
              {place.name}
              {index === 0 && <span className="font-normal text-muted"> · first</span>}
            </span>
            {may && (
              <IconButton label={`Rename ${place.name}`} onClick={() => setNaming(place)}>
                <Pencil className="icon" aria-hidden="true" />
              </IconButton>
            )}
          </li>
        ))}
      </ul>
      {may && (
        <div>
          <Button onClick={() => setNaming(null)}>Add a location</Button>
        </div>
      )}
      {naming !== undefined && <LocationDialog place={naming} onClose={() => setNaming(undefined)} />}
    </SettingsSection>
  );
}

interface LocationDialogProps {
  /** The one to rename; a new one without it. */
  readonly place: LocationView | null;
  readonly onClose: () => void;
}

function LocationDialog({ place, onClose }: LocationDialogProps) {
  const { vendor_id } = useVendor();
  const client = useQueryClient();
  const form = useId();
  const first = useRef<HTMLInputElement>(null);
  const [name, setName] = useState(place?.name ?? '');
  const [problem, setProblem] = useState<string>();
  const [busy, setBusy] = useState(false);
  const save = async (event: FormEvent) => {
    event.preventDefault();
    if (busy) return;
    if (name.trim() === '') return setProblem('Give the location a name.');
    setBusy(true);
    try {
      const { meta } =
        place === null
          ? await call('createLocation', { params: { vendor_id }, body: { name } })
          : await call('updateLocation', { params: { vendor_id, id: place.id }, body: { name } });
      await client.invalidateQueries({ queryKey: locationsQuery(vendor_id).queryKey });
      notify(meta.message ?? 'Saved.');
      onClose();
    } catch (error) {
      const found = problemsByField(error, ['name'], { location_name_taken: 'name' });
      setProblem(found.fields.name ?? found.form ?? '');
      setBusy(false);
    }
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={place ? `Rename ${place.name}` : 'Add a location'}
      focusFirst={first}
      footer={
        <>
          <Button tone="ghost" onClick={onClose}>
            Cancel
          </Button>
          <Button tone="primary" type="submit" form={form} busy={busy}>
            {place ? 'Rename' : 'Add'}
          </Button>
        </>
      }
    >
      <form id={form} onSubmit={(event) => void save(event)} noValidate>
        <Field
          ref={first}
          label="Name"
          value={name}
          maxLength={80}
          autoComplete="off"
          error={problem}
          onChange={(event) => setName(event.target.value)}
        />
      </form>
    </Dialog>
  );
}
