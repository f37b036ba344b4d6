import type { RefObject } from 'react';
import { conditionTypes } from '../../../../../contract/alert-terms.ts';
import type { StockView } from '../../../../../contract/market.ts';
import { Field } from '../../../ui/field.tsx';
import { Select } from '../../../ui/select.tsx';
import { kindNames } from '../words.ts';
import { type ConditionDraft, type DraftField, type DraftProblems, isRange, needsValue } from './draft.ts';

const everyKind = conditionTypes.map((value) => ({ value, label: kindNames[value] }));
const tradedKinds = everyKind.filter(({ value }) => value !== 'BACK_IN_STOCK');

/** What can be watched: stock comes back of what vendors list, and of lists that may hold some. */
export function kindOptions(stock: StockView | undefined) {
  return stock === undefined || stock.kind === 'collectible' ? everyKind : tradedKinds;
}

const bases = [
  { value: 'PREVIOUS_CLOSE', label: 'The previous close' },
  { value: 'CREATION', label: 'The price now' },
  { value: 'WINDOW', label: 'Some minutes ago' },
] as const;

interface ThresholdFieldsProps {
  readonly condition: ConditionDraft;
  readonly problems: DraftProblems;
  /** Which of the two conditions of a rule. */
  readonly at: '' | 'and_';
  readonly currency: string | undefined;
  readonly input?: RefObject<HTMLInputElement | null>;
  readonly onChange: (next: Partial<ConditionDraft>) => void;
}

/** The fields that a kind of condition takes. */
export function ThresholdFields({ condition, problems, at, currency, input, onChange }: ThresholdFieldsProps) {
  const { type } = condition;
  const number = (field: 'value' | 'upper' | 'minutes' | 'days', label: string, unit?: string) => (
    <Field
      {...(input && (field === 'value' || field === 'days') && { ref: input })}
      label={label}
      inputMode={field === 'value' || field === 'upper' ? 'decimal' : 'numeric'}
      autoComplete="off"
      unit={unit}
      value={condition[field]}
      error={problems[`${at}${field}` as DraftField]}
      onFocus={(event) => event.target.select()}
      onChange={(event) => onChange({ [field]: event.target.value })}
    />
  );
  if (type === 'BACK_IN_STOCK') return null;
  if (!needsValue(type)) return number('days', 'Of the last', condition.days === '1' ? 'trading day' : 'trading days');
  if (isRange(type)) {
    return (
      <>
        {number('value', 'From', currency)}
        {number('upper', 'To', currency)}
      </>
    );
  }
  if (type === 'PERCENT_CHANGE') {
    return (
      <>
        {number('value', 'Change', '%')}
        <Select
          label="Counted from"
          value={condition.basis}
          options={bases}
          onChange={(basis) => onChange({ basis })}
        />
        {condition.basis === 'WINDOW' && number('minutes', 'Within', 'minutes')}
      </>
    );
  }
  return number('value', type === 'VOLUME_ABOVE' ? 'Pieces' : 'Price', type === 'VOLUME_ABOVE' ? undefined : currency);
}
