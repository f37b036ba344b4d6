import { Select as Base } from '@base-ui/react/select';
import { Check, ChevronDown } from 'lucide-react';
import { type ReactNode, useId } from 'react';

export interface Option<Value extends string> {
  readonly value: Value;
  readonly label: string;
}
interface SelectProps<Value extends string> {
  readonly label: ReactNode;
  readonly value: Value;
  readonly options: readonly Option<Value>[];
  readonly onChange: (value: Value) => void;
  readonly hint?: ReactNode;
}

/** One choice of several, in a list that opens. */
export function Select<Value extends string>({ label, value, options, onChange, hint }: SelectProps<Value>) {
  const id = useId();
  return (
    <div className="field">
      <span className="field-label" id={id}>
        {label}
      </span>
      <Base.Root items={options} value={value} onValueChange={(next) => next !== null && onChange(next)}>
        <Base.Trigger className="input select" aria-labelledby={id}>
          <Base.Value />
          <Base.Icon render={<ChevronDown className="icon" aria-hidden="true" />} />
        </Base.Trigger>
        <Base.Portal>
          <Base.Positioner className="z-50" sideOffset={4} alignItemWithTrigger={false}>
            <Base.Popup className="menu">
              {options.map((option) => (
                <Base.Item key={option.value} value={option.value} className="menu-item">
                  <Base.ItemText className="grow">{option.label}</Base.ItemText>
                  <Base.ItemIndicator render={<Check className="icon" aria-hidden="true" />} />
                </Base.Item>
              ))}
            </Base.Popup>
          </Base.Positioner>
        </Base.Portal>
      </Base.Root>
      {hint !== undefined && <span className="field-hint">{hint}</span>}
    </div>
  );
}
