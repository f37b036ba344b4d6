import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type FormEvent, type Ref, useId, useRef, useState } from 'react';
import { call } from '../../../lib/api.ts';
import { type FormProblems, problemsByField } from '../../../lib/problems.ts';
import { vendorQuery, vendorsQuery } from '../../../lib/queries/inventory.ts';
import { Banner } from '../../../ui/banner.tsx';
import { Button } from '../../../ui/button.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { Field } from '../../../ui/field.tsx';
import { Select } from '../../../ui/select.tsx';
import { currencyOptions } from './currencies.ts';

const NAME_LENGTH_MAX = 80;

/** Opens a shop and leads to it. */
function useOpenShop() {
  const client = useQueryClient();
  const navigate = useNavigate();
  const [name, setName] = useState('');
  const [currency, setCurrency] = useState('USD');
  const [busy, setBusy] = useState(false);
  const [problems, setProblems] = useState<FormProblems<'name' | 'currency'>>({ fields: {}, form: null });

  const open = async (event: FormEvent): Promise<boolean> => {
    event.preventDefault();
    if (busy) return false;
    if (name.trim() === '') {
      setProblems({ fields: { name: 'Give the shop a name.' }, form: null });
      return false;
    }
    setBusy(true);
    try {
      const { data } = await call('createVendor', { body: { name, currency } });
      client.setQueryData(vendorQuery(data.id).queryKey, data);
      await client.invalidateQueries({ queryKey: vendorsQuery.queryKey });
      await navigate({ to: '/inventory/$vendor', params: { vendor: data.id } });
      return true;
    } catch (error) {
      setProblems(problemsByField(error, ['name', 'currency']));
      setBusy(false);
      return false;
    }
  };
  return { name, setName, currency, setCurrency, busy, problems, open };
}

type OpenShop = ReturnType<typeof useOpenShop>;

function ShopFields({ shop, first }: { readonly shop: OpenShop; readonly first?: Ref<HTMLInputElement> }) {
  return (
    <>
      {shop.problems.form !== null && <Banner tone="danger">{shop.problems.form}</Banner>}
      <Field
        {...(first && { ref: first })}
        label="Name"
        hint="As buyers will see it."
        error={shop.problems.fields.name}
        maxLength={NAME_LENGTH_MAX}
        value={shop.name}
        autoComplete="organization"
        onChange={(event) => shop.setName(event.target.value)}
      />
      <Select
        label="Currency"
        value={shop.currency}
        options={currencyOptions}
        hint="Of prices and costs. It stays; single listings may have another."
        onChange={shop.setCurrency}
      />
    </>
  );
}

/** The form on a page of its own, for who has no shop yet. */
export function OpenShopForm() {
  const shop = useOpenShop();
  return (
    <form className="grid gap-4" onSubmit={(event) => void shop.open(event)} noValidate>
      <ShopFields shop={shop} />
      <div>
        <Button tone="primary" type="submit" busy={shop.busy}>
          Open the shop
        </Button>
      </div>
    </form>
  );
}

/** The form in a dialog, for another shop. */
export function OpenShopDialog({ onClose }: { readonly onClose: () => void }) {
  const shop = useOpenShop();
  const form = useId();
  const first = useRef<HTMLInputElement>(null);
  const submit = async (event: FormEvent) => {
    if (await shop.open(event)) onClose();
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title="Open another shop"
      focusFirst={first}
      footer={
        <>
          <Button tone="ghost" onClick={onClose}>
            Cancel
          </Button>
          <Button tone="primary" type="submit" form={form} busy={shop.busy}>
            Open the shop
          </Button>
        </>
      }
    >
      <form id={form} className="grid gap-4" onSubmit={(event) => void submit(event)} noValidate>
        <ShopFields shop={shop} first={first} />
      </form>
    </Dialog>
  );
}
