import { Checkbox as BaseCheckbox } from '@base-ui/react/checkbox';
import { Switch as BaseSwitch } from '@base-ui/react/switch';
import { Check } from 'lucide-react';
import type { ReactNode } from 'react';

interface ChoiceProps {
  readonly label: ReactNode;
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
  readonly disabled?: boolean;
  readonly name?: string;
}

/** A setting that takes effect at once. */
export function Switch({ label, checked, onChange, ...rest }: ChoiceProps) {
  return (
    <label className="choice">
      <BaseSwitch.Root {...rest} className="switch" checked={checked} onCheckedChange={onChange}>
        <BaseSwitch.Thumb className="switch-thumb" />
      </BaseSwitch.Root>
      <span>{label}</span>
    </label>
  );
}

/** A choice that is sent with a form, or one of several. */
export function Checkbox({ label, checked, onChange, ...rest }: ChoiceProps) {
  return (
    <label className="choice">
      <BaseCheckbox.Root {...rest} className="checkbox" checked={checked} onCheckedChange={onChange}>
        <BaseCheckbox.Indicator render={<Check aria-hidden="true" />} />
      </BaseCheckbox.Root>
      <span>{label}</span>
    </label>
  );
}
