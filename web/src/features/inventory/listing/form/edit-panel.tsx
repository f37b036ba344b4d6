import { useId } from 'react';
import type { Listing } from '../../../../lib/queries/inventory-listing.ts';
import { Button } from '../../../../ui/button.tsx';
import { Field, TextField } from '../../../../ui/field.tsx';
import { Panel } from '../panel.tsx';
import { ConflictDialog } from './conflict-dialog.tsx';
import { DetailInputs } from './detail-inputs.tsx';
import type { PlainField } from './listing-values.ts';
import { StateFields } from './state-fields.tsx';
import { useListingForm } from './use-listing-form.ts';

interface EditPanelProps {
  readonly listing: Listing;
  readonly etag: string;
}
type Form = ReturnType<typeof useListingForm>;

/** Everything of a listing that can be typed; saved as one change. */
export function EditPanel({ listing, etag }: EditPanelProps) {
  const form = useListingForm(listing, etag);
  const id = useId();
  const { values, busy, dirty, problem } = form;
  return (
    <Panel
      title="Listing"
      aside={
        dirty && (
          <span className="flex gap-2">
            <Button size="small" tone="ghost" onClick={form.reset}>
              Discard
            </Button>
            <Button size="small" tone="primary" type="submit" form={id} busy={busy}>
              Save
            </Button>
          </span>
        )
      }
    >
      <form
        id={id}
        className="grid gap-4"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          form.save();
        }}
      >
        {problem !== null && (
          <p role="alert" className="text-danger">
            {problem}
          </p>
        )}
        <PlainFields form={form} listing={listing} />
        <StateFields listing={listing} values={values} wrong={form.wrong} change={form.change} />
        <h3 className="text-13">Details</h3>
        <DetailInputs
          kind={listing.kind}
          values={values.details}
          wrong={form.wrong}
          onChange={(name, value) => form.change({ details: { ...values.details, [name]: value } })}
        />
        <TextField
          label="Note, shown to buyers"
          rows={2}
          maxLength={2000}
          value={values.note}
          error={form.wrong['note']}
          onChange={(event) => form.change({ note: event.target.value })}
        />
      </form>
      {form.conflict && <ConflictDialog listing={listing} form={form} conflict={form.conflict} />}
    </Panel>
  );
}

interface PlainFieldsProps {
  readonly form: Form;
  readonly listing: Listing;
}

function PlainFields({ form, listing }: PlainFieldsProps) {
  const { values, change, wrong } = form;
  const of = (name: PlainField, label: string, max: number) => ({
    label,
    maxLength: max,
    value: values[name],
    error: wrong[name],
    autoComplete: 'off',
    onChange: ({ target }: { readonly target: { readonly value: string } }) => change({ [name]: target.value }),
  });
  return (
    <>
      <Field {...of('title', 'Title', 200)} />
      <div className="listing-fields">
        <Field {...of('price', `Price, ${listing.currency}`, 20)} inputMode="decimal" />
        <Field {...of('cost', `Cost, ${listing.currency}`, 20)} inputMode="decimal" />
        <Field {...of('sku', 'SKU', 64)} />
        <Field {...of('shelf', 'Shelf', 80)} />
        <Field {...of('barcode', 'Barcode', 48)} />
        <Field {...of('low_stock_at', 'Tell me below', 7)} inputMode="numeric" unit="pieces" />
      </div>
    </>
  );
}
