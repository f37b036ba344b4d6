import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Trash2 } from 'lucide-react';
import { useState } from 'react';
import { call } from '../../../lib/api.ts';
import { messageOf } from '../../../lib/problems.ts';
import { shippingMethodsQuery, type ShippingMethodView } from '../../../lib/queries/selling.ts';
import { Button } from '../../../ui/button.tsx';
import { Switch } from '../../../ui/choices.tsx';
import { IconButton } from '../../../ui/icon-button.tsx';
import { notify, notifyError } from '../../../ui/toast.tsx';
import { useVendor } from '../../inventory/vendor/use-vendor.ts';
import { SettingsSection } from '../../settings/settings-section.tsx';
import { ShippingDialog } from './shipping-dialog.tsx';

/** Ways of sending, at one rate or a table of them. */
export function ShippingSection() {
  const { vendor_id, can } = useVendor();
  const { data = [], error } = useQuery(shippingMethodsQuery(vendor_id));
  const [editing, setEditing] = useState<ShippingMethodView | null | undefined>();
  return (
    <SettingsSection
      id="shipping"
      title="Shipping methods"
      lead="What buyers choose from. Without one, nothing can be sent, and nothing bought."
    >
      {error !== null && <p role="alert">{messageOf(error)}</p>}
      {data.length > 0 && (
        <ul className="card overflow-hidden" aria-label="Shipping methods">
          {data.map((method) => (
            <MethodRow key={method.id} method={method} onEdit={() => setEditing(method)} />
          ))}
        </ul>
      )}
      {can('createShippingMethod') && (
        <div>
          <Button onClick={() => setEditing(null)}>Add a method</Button>
        </div>
      )}
      {editing !== undefined && <ShippingDialog method={editing} onClose={() => setEditing(undefined)} />}
    </SettingsSection>
  );
}

function MethodRow({ method, onEdit }: { readonly method: ShippingMethodView; readonly onEdit: () => void }) {
  const { vendor_id, can, money } = useVendor();
  const client = useQueryClient();
  const params = { vendor_id, id: method.id };
  const change = useMutation({
    mutationFn: async (what: 'delete' | 'switch') => {
      if (what === 'delete') await call('deleteShippingMethod', { params });
      else await call('updateShippingMethod', { params, body: { enabled: !method.enabled } });
    },
    onSuccess: () => notify('Saved.'),
    onError: (error) => notifyError(`${method.name} is as it was`, messageOf(error)),
    onSettled: () => client.invalidateQueries({ queryKey: shippingMethodsQuery(vendor_id).queryKey }),
  });
  const may = can('updateShippingMethod');
  const [first, ...more] = method.rates;
  const rest = more.length === 0 ? '' : `, ${more.length} more ${more.length === 1 ? 'rate' : 'rates'}`;
  return (
    <li className="vendor-row">
      <span className="min-w-0 grow basis-44">
        <span className="block font-medium">{method.name}</span>
        <span className="block text-12 text-muted">
          {money(first?.price_minor, method.currency)}
          {rest}, {method.days_min}–{method.days_max} days,{' '}
          {method.countries.length === 0 ? 'everywhere' : method.countries.join(', ')}
        </span>
      </span>
      {may && (
        <>
          <Switch
            label={
              <>
                On<span className="unseen"> {method.name}</span>
              </>
            }
            checked={method.enabled}
            onChange={() => change.mutate('switch')}
          />
          <Button tone="ghost" aria-label={`Change ${method.name}`} onClick={onEdit}>
            Change…
          </Button>
          <IconButton label={`Delete ${method.name}`} onClick={() => change.mutate('delete')}>
            <Trash2 className="icon" aria-hidden="true" />
          </IconButton>
        </>
      )}
    </li>
  );
}
