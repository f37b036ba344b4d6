import type { CollectibleKind } from '../../../../../../contract/inventory-terms.ts';
import { Checkbox } from '../../../../ui/choices.tsx';
import { Field } from '../../../../ui/field.tsx';
import { Select } from '../../../../ui/select.tsx';
import { detailFields, type DetailValues, finishOptions } from './detail-fields.ts';

const NOTHING: Readonly<Record<string, string>> = {};

interface DetailInputsProps {
  readonly kind: CollectibleKind;
  readonly values: DetailValues;
  readonly wrong?: Readonly<Record<string, string>>;
  readonly onChange: (name: string, value: string | boolean) => void;
}

/** The fields of a kind: what a card has a watch has not. */
export function DetailInputs({ kind, values, wrong = NOTHING, onChange }: DetailInputsProps) {
  const fields = detailFields[kind];
  const flags = fields.filter(({ as }) => as === 'flag');
  return (
    <>
      <div className="listing-fields">
        {fields.map(({ name, label, as, max }) => {
          const value = values[name];
          if (as === 'flag') return null;
          if (as === 'finish') {
            return (
              <Select
                key={name}
                label={label}
                value={String(value || 'normal')}
                options={finishOptions}
                onChange={(next) => onChange(name, next)}
              />
            );
          }
          return (
            <Field
              key={name}
              label={label}
              value={String(value ?? '')}
              maxLength={max}
              inputMode={as === 'year' ? 'numeric' : 'text'}
              autoComplete="off"
              error={wrong[name]}
              onChange={(event) => onChange(name, event.target.value)}
            />
          );
        })}
      </div>
      {flags.length > 0 && (
        <div className="flex flex-wrap gap-x-6 gap-y-2">
          {flags.map(({ name, label }) => (
            <Checkbox
              key={name}
              label={label}
              checked={values[name] === true}
              onChange={(next) => onChange(name, next)}
            />
          ))}
        </div>
      )}
    </>
  );
}
