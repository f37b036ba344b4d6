import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '../../../lib/api.ts';
import { formatDate } from '../../../lib/format/time.ts';
import { type FormProblems, messageOf } from '../../../lib/problems.ts';
import { discountsQuery, type DiscountView } from '../../../lib/queries/selling.ts';
import { useSubmission } from '../../../lib/use-submission.ts';
import { Banner } from '../../../ui/banner.tsx';
import { Button } from '../../../ui/button.tsx';
import { Switch } from '../../../ui/choices.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { Field } from '../../../ui/field.tsx';
import { Segments } from '../../../ui/segments.tsx';
import { notify, notifyError } from '../../../ui/toast.tsx';
import { useVendor } from '../../inventory/vendor/use-vendor.ts';
import { SettingsSection } from '../../settings/settings-section.tsx';
import { percentText, readPercent, readWhole } from './percent.ts';

/** Codes that take something off. */
export function DiscountsSection() {
  const { vendor_id, can } = useVendor();
  const { data = [], error } = useQuery(discountsQuery(vendor_id));
  const [adding, setAdding] = useState(false);
  return (
    <SettingsSection
      id="discounts"
      title="Discount codes"
      lead="Typed in at the basket. What a code takes off is fixed once it is made."
    >
      {error !== null && <p role="alert">{messageOf(error)}</p>}
      {data.length > 0 && (
        <ul className="card overflow-hidden" aria-label="Discount codes">
          {data.map((discount) => (
            <DiscountRow key={discount.id} discount={discount} />
          ))}
        </ul>
      )}
      {can('createDiscount') && (
        <div>
          <Button onClick={() => setAdding(true)}>Make a code</Button>
        </div>
      )}
      {adding && <DiscountDialog onClose={() => setAdding(false)} />}
    </SettingsSection>
  );
}

function DiscountRow({ discount }: { readonly discount: DiscountView }) {
  const { vendor_id, can, money } = useVendor();
  const client = useQueryClient();
  const turn = useMutation({
    mutationFn: (enabled: boolean) =>
      call('updateDiscount', { params: { vendor_id, id: discount.id }, body: { enabled } }),
    onError: (error) => notifyError(`${discount.code} is as it was`, messageOf(error)),
    onSettled: () => client.invalidateQueries({ queryKey: discountsQuery(vendor_id).queryKey }),
  });
  const off =
    discount.percent_bp === null
      ? `${money(discount.amount_minor, discount.currency)} off`
      : `${percentText(discount.percent_bp)} % off`;
  const limits = [
    discount.minimum_minor > 0 && `from ${money(discount.minimum_minor, discount.currency)}`,
    `used ${discount.uses}${discount.uses_max === null ? '' : ` of ${discount.uses_max}`}`,
    discount.ends_at !== null && `until ${formatDate(discount.ends_at)}`,
  ].filter(Boolean);
  return (
    <li className="vendor-row">
      <span className="min-w-0 grow basis-44">
        <span className="block font-medium">{discount.code}</span>
        <span className="block text-12 text-muted">{[off, ...limits].join(', ')}</span>
      </span>
      {can('updateDiscount') && (
        <Switch
          label={
            <>
              On<span className="unseen"> {discount.code}</span>
            </>
          }
          checked={discount.enabled}
          onChange={(enabled) => turn.mutate(enabled)}
        />
      )}
    </li>
  );
}

const kinds = [
  { value: 'percent', label: 'Percent' },
  { value: 'fixed', label: 'Amount' },
] as const;
const fields = ['code', 'off', 'minimum', 'uses_max'] as const;

function DiscountDialog({ onClose }: { readonly onClose: () => void }) {
  const { vendor_id, readMoney } = useVendor();
  const client = useQueryClient();
  const [kind, setKind] = useState<DiscountView['kind']>('percent');
  const { busy, problems, onSubmit } = useSubmission({
    fields,
    homes: { discount_code_taken: 'code' },
    check: ({ code, off, minimum, uses_max }) => ({
      ...(!/^[a-z0-9][\w-]{1,31}$/i.test(code.trim()) && { code: '2 to 32 letters and digits.' }),
      ...(!((kind === 'percent' ? readPercent(off) : readMoney(off)) ?? 0) && {
        off: kind === 'percent' ? 'A percentage, such as 15.' : 'An amount, such as 5.00.',
      }),
      ...(readMoney(minimum) === undefined && { minimum: 'An amount, or nothing.' }),
      ...(uses_max.trim() !== '' && !readWhole(uses_max, 1_000_000) && { uses_max: 'A whole number, or nothing.' }),
    }),
    async send({ code, off, minimum, uses_max }) {
      const body = {
        code,
        kind,
        ...(kind === 'percent' ? { percent_bp: readPercent(off) ?? 0 } : { amount_minor: readMoney(off) ?? 0 }),
        minimum_minor: readMoney(minimum) ?? 0,
        uses_max: uses_max.trim() === '' ? null : Number(uses_max),
      };
      await call('createDiscount', { params: { vendor_id }, body });
      await client.invalidateQueries({ queryKey: discountsQuery(vendor_id).queryKey });
      notify('The code works now.');
      onClose();
    },
  });
  return (
    <Dialog
      open
      onClose={onClose}
      title="Make a code"
      footer={
        <>
          <Button tone="ghost" onClick={onClose}>
            Not now
          </Button>
          <Button tone="primary" type="submit" form="new-discount" busy={busy}>
            Make it
          </Button>
        </>
      }
    >
      <form id="new-discount" className="grid gap-4" onSubmit={onSubmit} noValidate>
        {problems.form !== null && <Banner tone="danger">{problems.form}</Banner>}
        <DiscountFields kind={kind} onKind={setKind} problems={problems} />
      </form>
    </Dialog>
  );
}

interface DiscountFieldsProps {
  readonly kind: DiscountView['kind'];
  readonly onKind: (kind: DiscountView['kind']) => void;
  readonly problems: FormProblems<(typeof fields)[number]>;
}

function DiscountFields({ kind, onKind, problems }: DiscountFieldsProps) {
  const { vendor } = useVendor();
  return (
    <>
      <Field label="Code" name="code" maxLength={32} autoComplete="off" error={problems.fields.code} />
      <Segments label="Takes off" value={kind} options={kinds} onChange={onKind} />
      <Field
        label="Takes off"
        name="off"
        inputMode="decimal"
        unit={kind === 'percent' ? '%' : vendor.currency}
        error={problems.fields.off}
      />
      <Field
        label="Goods worth at least"
        name="minimum"
        inputMode="decimal"
        unit={vendor.currency}
        error={problems.fields.minimum}
      />
      <Field
        label="Uses at most"
        name="uses_max"
        inputMode="numeric"
        hint="Empty: as often as wanted."
        error={problems.fields.uses_max}
      />
    </>
  );
}
