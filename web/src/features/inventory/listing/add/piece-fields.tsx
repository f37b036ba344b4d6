import { useQuery } from '@tanstack/react-query';
import type { Ref } from 'react';
import { gradesOf } from '../../../../../../contract/inventory-grading.ts';
import { locationsQuery } from '../../../../lib/queries/inventory.ts';
import { Field } from '../../../../ui/field.tsx';
import { Select } from '../../../../ui/select.tsx';
import { useVendor } from '../../vendor/use-vendor.ts';
import { conditionOptions, finishOptions } from '../form/detail-fields.ts';
import { companyOptions } from '../form/grading-values.ts';
import type { Draft } from './draft.ts';

interface PieceFieldsProps {
  readonly draft: Draft;
  readonly wrong: Readonly<Record<string, string>>;
  readonly change: (next: Partial<Draft>) => void;
  /** The field that has the focus when a printing was picked. */
  readonly first: Ref<HTMLInputElement>;
}

/** State, number and price of a piece: the same for every kind. */
export function PieceFields({ draft, wrong, change, first }: PieceFieldsProps) {
  const { vendor_id } = useVendor();
  const { data: places = [] } = useQuery(locationsQuery(vendor_id));
  const finishes = draft.printing?.finishes;
  return (
    <div className="listing-fields add-fields">
      {draft.graded ? (
        <GradingFields draft={draft} wrong={wrong} change={change} first={first} />
      ) : (
        <Select
          label="Condition"
          value={draft.condition}
          options={conditionOptions}
          onChange={(condition) => change({ condition })}
        />
      )}
      {finishes && finishes.length > 1 && (
        <Select
          label="Finish"
          value={String(draft.details['finish'])}
          options={finishOptions.filter(({ value }) => finishes.includes(value))}
          onChange={(finish) => change({ details: { ...draft.details, finish } })}
        />
      )}
      {!draft.graded && (
        <Field
          label="Quantity"
          inputMode="numeric"
          autoComplete="off"
          value={draft.quantity}
          error={wrong['quantity']}
          onFocus={(event) => event.target.select()}
          onChange={(event) => change({ quantity: event.target.value })}
        />
      )}
      <MoneyFields draft={draft} wrong={wrong} change={change} first={first} />
      {draft.kind !== 'card' && (
        <Field
          label="Barcode"
          autoComplete="off"
          maxLength={48}
          value={draft.barcode}
          error={wrong['barcode']}
          onChange={(event) => change({ barcode: event.target.value })}
        />
      )}
      {places.length > 1 && (
        <Select
          label="Location"
          value={draft.location_id === '' ? (places[0]?.id ?? '') : draft.location_id}
          options={places.map(({ id, name }) => ({ value: id, label: name }))}
          onChange={(location_id) => change({ location_id })}
        />
      )}
    </div>
  );
}

/** The price has the focus first, unless a certificate is to be scanned. */
function MoneyFields({ draft, wrong, change, first }: PieceFieldsProps) {
  const { vendor } = useVendor();
  return (
    <>
      <Field
        {...(!draft.graded && { ref: first })}
        label={`Price, ${vendor.currency}`}
        inputMode="decimal"
        autoComplete="off"
        value={draft.price}
        hint="Without a price it is a draft."
        error={wrong['price']}
        onChange={(event) => change({ price: event.target.value })}
      />
      <Field
        label={`Cost, ${vendor.currency}`}
        inputMode="decimal"
        autoComplete="off"
        value={draft.cost}
        error={wrong['cost']}
        onChange={(event) => change({ cost: event.target.value })}
      />
    </>
  );
}

/** The certificate comes first: a scanner types it. */
function GradingFields({ draft, wrong, change, first }: PieceFieldsProps) {
  const grades = gradesOf(draft.company, draft.kind)?.toReversed();
  return (
    <>
      <Field
        ref={first}
        label="Certificate"
        autoComplete="off"
        maxLength={40}
        value={draft.cert}
        error={wrong['cert']}
        onKeyDown={(event) => {
          // A scanner ends with Enter, long before the price is typed.
          if (event.key === 'Enter' && draft.price === '') event.preventDefault();
        }}
        onChange={(event) => change({ cert: event.target.value })}
      />
      <Select
        label="Company"
        value={draft.company}
        options={companyOptions}
        onChange={(company) => change({ company, grade: '' })}
      />
      {grades ? (
        <Select
          label="Grade"
          value={draft.grade}
          options={[{ value: '', label: 'Genuine, no grade' }, ...grades.map((value) => ({ value, label: value }))]}
          onChange={(grade) => change({ grade })}
        />
      ) : (
        <Field
          label="Grade"
          inputMode="decimal"
          value={draft.grade}
          error={wrong['grade']}
          onChange={(event) => change({ grade: event.target.value })}
        />
      )}
    </>
  );
}
