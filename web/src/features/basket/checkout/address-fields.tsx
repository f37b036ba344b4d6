import { TriangleAlert } from 'lucide-react';
import { useId } from 'react';
import type { AddressView } from '../../../../../contract/basket.ts';
import { Field } from '../../../ui/field.tsx';
import { countries } from './countries.ts';

export const addressParts = [
  'name',
  'company',
  'line1',
  'line2',
  'postal_code',
  'city',
  'region',
  'country',
  'phone',
] as const;
export type AddressPart = (typeof addressParts)[number];
/** As the form names its inputs: those of the invoice's address have a prefix. */
export type AddressField = AddressPart | `billing_${AddressPart}`;

interface AddressProps {
  readonly prefix: '' | 'billing_';
  readonly address: AddressView | null;
  readonly problems: { readonly [F in AddressField]?: string };
  /** Of a fresh form. */
  readonly country: string;
}

/** Name and address, as browsers fill them in. */
export function AddressFields({ prefix, address, problems, country }: AddressProps) {
  const purpose = prefix === '' ? 'shipping' : 'billing';
  const field = (part: Exclude<AddressPart, 'country'>, label: string, complete: string, most: number) => (
    <Field
      label={label}
      name={`${prefix}${part}`}
      autoComplete={`${purpose} ${complete}`}
      maxLength={most}
      defaultValue={address?.[part] ?? ''}
      error={problems[`${prefix}${part}`]}
      {...(part === 'phone' && { inputMode: 'tel' as const })}
    />
  );
  return (
    <div className="address">
      {field('name', 'Full name', 'name', 100)}
      {field('company', 'Company, if any', 'organization', 100)}
      {field('line1', 'Street and number', 'address-line1', 120)}
      {field('line2', 'Flat, floor, if any', 'address-line2', 120)}
      {field('postal_code', 'Postal code', 'postal-code', 20)}
      {field('city', 'City', 'address-level2', 80)}
      {field('region', 'State or region, if any', 'address-level1', 80)}
      <CountryField
        name={`${prefix}country`}
        complete={`${purpose} country`}
        value={address?.country ?? country}
        error={problems[`${prefix}country`]}
      />
      {field('phone', 'Phone, for the parcel', 'tel', 40)}
    </div>
  );
}

interface CountryProps {
  readonly name: string;
  readonly complete: string;
  readonly value: string;
  readonly error: string | undefined;
}

/** A plain list: browsers fill it in, and a phone shows its own. */
function CountryField({ name, complete, value, error }: CountryProps) {
  const id = useId();
  return (
    <div className="field">
      <label className="field-label" htmlFor={id}>
        Country
      </label>
      <div className="input">
        <select
          id={id}
          name={name}
          autoComplete={complete}
          defaultValue={value}
          aria-invalid={error !== undefined}
          aria-describedby={`${id}-note`}
        >
          <option value="">Choose</option>
          {countries.map((one) => (
            <option key={one.code} value={one.code}>
              {one.name}
            </option>
          ))}
        </select>
      </div>
      <div id={`${id}-note`} className="field-error" role={error === undefined ? undefined : 'alert'}>
        {error !== undefined && (
          <>
            <TriangleAlert className="icon-small" aria-hidden="true" />
            <span>{error}</span>
          </>
        )}
      </div>
    </div>
  );
}
