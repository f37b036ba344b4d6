import { useState } from 'react';
import type { AddressView } from '../../../../../contract/basket.ts';
import { useUser } from '../../../app/session.ts';
import { ApiError } from '../../../lib/api.ts';
import type { BasketView } from '../../../lib/queries/basket.ts';
import { useSubmission } from '../../../lib/use-submission.ts';
import { Button } from '../../../ui/button.tsx';
import { Checkbox } from '../../../ui/choices.tsx';
import { Field } from '../../../ui/field.tsx';
import { updateBasket } from '../change-basket.ts';
import { type AddressField, AddressFields, type AddressPart, addressParts } from './address-fields.tsx';
import { likelyCountry } from './countries.ts';
import { firstMethods } from './delivery.ts';

type FormField = 'email' | 'note' | AddressField;
type Values = Readonly<Record<FormField, string>>;
const fields: readonly FormField[] = [
  'email',
  ...addressParts,
  ...addressParts.map((part): AddressField => `billing_${part}`),
  'note',
];
const needed = {
  name: 'Say who it is for.',
  line1: 'Say the street and the number.',
  city: 'Say the city.',
  country: 'Choose the country.',
} as const;

interface AddressStepProps {
  readonly basket: BasketView;
  readonly onDone: () => void;
  /** Back without a change, where something is known already. */
  readonly onCancel: (() => void) | null;
}

/** Who it is for, where it goes, and where it is told how it stands. */
export function AddressStep({ basket, onDone, onCancel }: AddressStepProps) {
  const user = useUser();
  const [same, setSame] = useState(basket.billing_address === null);
  const [country] = useState(likelyCountry);
  const form = useSubmission<FormField>({
    fields,
    check: (values) => wrongWith(values, same),
    send: async (values) => {
      await save(values, same);
      onDone();
    },
  });
  const { problems } = form;
  return (
    <form className="step-body" onSubmit={form.onSubmit} noValidate>
      <Field
        label="E-mail"
        name="email"
        type="email"
        autoComplete="email"
        maxLength={254}
        defaultValue={basket.email ?? (user?.is_demo ? '' : user?.email) ?? ''}
        hint="Where the confirmation and news of the parcels go."
        error={problems.fields.email}
      />
      <AddressFields prefix="" address={basket.shipping_address} problems={problems.fields} country={country} />
      <Checkbox label="The invoice goes to the same address" checked={same} onChange={setSame} />
      {!same && (
        <fieldset className="step-billing">
          <legend className="field-label">Address of the invoice</legend>
          <AddressFields
            prefix="billing_"
            address={basket.billing_address}
            problems={problems.fields}
            country={country}
          />
        </fieldset>
      )}
      <Field
        label="Note to the vendors, if any"
        name="note"
        maxLength={500}
        defaultValue={basket.note}
        error={problems.fields.note}
      />
      {problems.form !== null && (
        <p role="alert" className="field-error">
          {problems.form}
        </p>
      )}
      <div className="step-acts">
        {onCancel && <Button onClick={onCancel}>Cancel</Button>}
        <Button type="submit" tone="primary" size="large" busy={form.busy} className="max-md:grow">
          Save and go on
        </Button>
      </div>
    </form>
  );
}

async function save(values: Values, same: boolean): Promise<void> {
  const saved = await told(() =>
    updateBasket({
      email: values.email.trim(),
      shipping_address: addressOf(values, ''),
      billing_address: same ? null : addressOf(values, 'billing_'),
      note: values.note,
    }),
  );
  // Most take the cheapest: it is chosen, and can be changed below.
  const shipping_methods = firstMethods(saved);
  if (shipping_methods.length > 0) await updateBasket({ shipping_methods });
}

function wrongWith(values: Values, same: boolean): { readonly [F in FormField]?: string } {
  const wrong: { [F in FormField]?: string } = {};
  if (!/^\S+@\S+\.\S+$/.test(values.email.trim())) wrong.email = 'Say an e-mail address, such as you@example.org.';
  for (const prefix of same ? ([''] as const) : (['', 'billing_'] as const))
    for (const [part, words] of Object.entries(needed))
      if (values[`${prefix}${part as AddressPart}`].trim() === '') wrong[`${prefix}${part as AddressPart}`] = words;
  return wrong;
}

function addressOf(values: Values, prefix: '' | 'billing_'): AddressView {
  const entries = addressParts.map((part) => [part, values[`${prefix}${part}`].trim()]);
  return Object.fromEntries(entries) as AddressView;
}

/** What is wrong in an address names the address and its part: the form's fields have the part's name. */
async function told<Value>(send: () => Promise<Value>): Promise<Value> {
  try {
    return await send();
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    const problems = error.problems.map((problem) => ({
      ...problem,
      ...(problem.pointer !== undefined && {
        pointer: problem.pointer.replace('/shipping_address/', '/').replace('/billing_address/', '/billing_'),
      }),
    }));
    const { status, request_id, retry_after_s } = error;
    throw new ApiError({ status, problems, request_id, retry_after_s });
  }
}

/** "Mara Okafor, 18 Canal Row, Leeds LS1 4AB", for a step that is done. */
export function addressWords({ name, line1, city, postal_code, country }: AddressView): string {
  return [name, line1, [postal_code, city].filter(Boolean).join(' '), country].filter(Boolean).join(', ');
}
