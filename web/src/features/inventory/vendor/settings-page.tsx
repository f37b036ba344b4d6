import { useQueryClient } from '@tanstack/react-query';
import { call } from '../../../lib/api.ts';
import { formatDate } from '../../../lib/format/time.ts';
import { vendorQuery, vendorsQuery } from '../../../lib/queries/inventory.ts';
import { useSubmission } from '../../../lib/use-submission.ts';
import { useTitle } from '../../../lib/use-title.ts';
import { Button } from '../../../ui/button.tsx';
import { Field } from '../../../ui/field.tsx';
import { notify } from '../../../ui/toast.tsx';
import { SettingsSection } from '../../settings/settings-section.tsx';
import { CloseSection } from './close-section.tsx';
import { LocationsSection } from './locations-section.tsx';
import { useVendor } from './use-vendor.ts';

/** The shop itself: its name, where its stock lies, and its end. */
export function VendorSettingsPage() {
  const { vendor, can } = useVendor();
  useTitle(`Settings · ${vendor.name}`);
  return (
    <div className="page vendor-narrow">
      <h1 className="mb-4">Settings</h1>
      <NameSection />
      <LocationsSection />
      {can('closeVendor') && <CloseSection />}
    </div>
  );
}

function NameSection() {
  const { vendor, vendor_id, can } = useVendor();
  const client = useQueryClient();
  const { busy, problems, onSubmit } = useSubmission({
    fields: ['name'],
    check: ({ name }) => (name.trim() === '' ? { name: 'Give the shop a name.' } : {}),
    async send(body) {
      const { data, meta } = await call('updateVendor', { params: { vendor_id }, body });
      client.setQueryData(vendorQuery(vendor_id).queryKey, data);
      await client.invalidateQueries({ queryKey: vendorsQuery.queryKey });
      notify(meta.message ?? 'Saved.');
    },
  });
  const may = can('updateVendor');
  return (
    <SettingsSection
      id="shop"
      title="Shop"
      lead={may ? `Open since ${formatDate(vendor.created_at)}.` : 'An owner can change its name.'}
    >
      <form onSubmit={onSubmit} noValidate className="flex flex-col gap-4">
        <Field
          label="Name"
          name="name"
          key={vendor.name}
          defaultValue={vendor.name}
          maxLength={80}
          autoComplete="organization"
          disabled={!may}
          error={problems.fields.name ?? problems.form}
        />
        <Field
          label="Currency"
          value={vendor.currency}
          disabled
          readOnly
          hint="Of prices and costs, since the shop was opened."
        />
        {may && (
          <div>
            <Button type="submit" busy={busy}>
              Save
            </Button>
          </div>
        )}
      </form>
    </SettingsSection>
  );
}
