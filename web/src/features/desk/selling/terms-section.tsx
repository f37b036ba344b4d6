import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '../../../lib/api.ts';
import { messageOf } from '../../../lib/problems.ts';
import { type SellingTermsView, sellingTermsQuery } from '../../../lib/queries/selling.ts';
import { useSubmission } from '../../../lib/use-submission.ts';
import { Banner } from '../../../ui/banner.tsx';
import { Button } from '../../../ui/button.tsx';
import { Field, TextField } from '../../../ui/field.tsx';
import { Select } from '../../../ui/select.tsx';
import { notify } from '../../../ui/toast.tsx';
import { useVendor } from '../../inventory/vendor/use-vendor.ts';
import { SettingsSection } from '../../settings/settings-section.tsx';
import { percentText, readPercent, readWhole } from './percent.ts';

const taxOptions = [
  { value: 'none', label: 'No tax' },
  { value: 'inclusive', label: 'In the prices' },
  { value: 'exclusive', label: 'On top of the prices' },
] as const;
const fields = [
  'ships_from',
  'handling_days',
  'return_days',
  'tax_rate',
  'tax_name',
  'legal_name',
  'legal_address',
  'tax_number',
] as const;

/** What orders to come are made with; those that were made keep what they were made with. */
export function TermsSection() {
  const { vendor_id, can } = useVendor();
  const { data, error } = useQuery(sellingTermsQuery(vendor_id));
  const may = can('updateSellingTerms');
  return (
    <SettingsSection
      id="terms"
      title="Terms"
      lead={
        <>
          {may ? 'For orders to come; those that are made keep theirs.' : 'An owner can change them.'}
          {data !== undefined && ` The operator keeps ${percentText(data.commission_bp)} % of each sale.`}
        </>
      }
    >
      {error !== null && data === undefined && <p role="alert">{messageOf(error)}</p>}
      {data !== undefined && <TermsForm key={data.updated_at} terms={data} may={may} />}
    </SettingsSection>
  );
}

type Values = Readonly<Record<(typeof fields)[number], string>>;

function check({ handling_days, return_days, tax_rate }: Values) {
  return {
    ...(readWhole(handling_days, 30) === undefined && { handling_days: 'A whole number from 0 to 30.' }),
    ...(readWhole(return_days, 365) === undefined && { return_days: 'A whole number from 0 to 365.' }),
    ...(readPercent(tax_rate) === undefined && { tax_rate: 'A percentage, such as 19 or 8.25.' }),
  };
}

function TermsForm({ terms, may }: { readonly terms: SellingTermsView; readonly may: boolean }) {
  const { vendor_id } = useVendor();
  const client = useQueryClient();
  const [tax_mode, setTaxMode] = useState(terms.tax_mode);
  const { busy, problems, onSubmit } = useSubmission({
    fields,
    check,
    async send({ handling_days, return_days, tax_rate, ships_from, ...rest }) {
      const body = {
        ...rest,
        tax_mode,
        ships_from: ships_from.trim() === '' ? null : ships_from,
        handling_days: Number(handling_days),
        return_days: Number(return_days),
        tax_rate_bp: readPercent(tax_rate) ?? 0,
      };
      const { data, meta } = await call('updateSellingTerms', { params: { vendor_id }, body });
      client.setQueryData(sellingTermsQuery(vendor_id).queryKey, data);
      notify(meta.message ?? 'Saved.');
    },
  });
  const field = (name: (typeof fields)[number], value: string | number) => ({
    name,
    defaultValue: value,
    disabled: !may,
    error: new Map<string, string | undefined>(Object.entries(problems.fields)).get(name),
  });
  return (
    <form onSubmit={onSubmit} noValidate className="grid gap-4">
      {problems.form !== null && <Banner tone="danger">{problems.form}</Banner>}
      <div className="selling-pair">
        <Field label="Working days until sent" inputMode="numeric" {...field('handling_days', terms.handling_days)} />
        <Field
          label="Days to send back"
          inputMode="numeric"
          hint="After delivery; 0 is never."
          {...field('return_days', terms.return_days)}
        />
      </div>
      <Field
        label="Ships from"
        maxLength={2}
        hint="Country in two letters, such as DE."
        {...field('ships_from', terms.ships_from ?? '')}
      />
      {may && <Select label="Tax" value={tax_mode} options={taxOptions} onChange={setTaxMode} />}
      <div className="selling-pair">
        <Field label="Tax rate" inputMode="decimal" unit="%" {...field('tax_rate', percentText(terms.tax_rate_bp))} />
        <Field label="Name of the tax" maxLength={40} {...field('tax_name', terms.tax_name)} />
      </div>
      <Field label="Legal name" hint="Stands on invoices." maxLength={120} {...field('legal_name', terms.legal_name)} />
      <TextField label="Legal address" maxLength={500} {...field('legal_address', terms.legal_address)} />
      <Field label="Tax number" maxLength={60} {...field('tax_number', terms.tax_number)} />
      {may && <SaveButton busy={busy} />}
    </form>
  );
}

function SaveButton({ busy }: { readonly busy: boolean }) {
  return (
    <div>
      <Button type="submit" busy={busy}>
        Save the terms
      </Button>
    </div>
  );
}
