import { Eye, EyeOff } from 'lucide-react';
import { type ComponentProps, useState } from 'react';
import { Field } from '../../ui/field.tsx';

type PasswordFieldProps = Omit<ComponentProps<typeof Field>, 'type' | 'unit'> & {
  /** Tells password managers whether to fill in or to make one. */
  readonly autoComplete: 'current-password' | 'new-password';
};

/** A password that can be shown, pasted and filled in. */
export function PasswordField(props: PasswordFieldProps) {
  const [shown, setShown] = useState(false);
  const Icon = shown ? EyeOff : Eye;
  return (
    <Field
      {...props}
      type={shown ? 'text' : 'password'}
      spellCheck={false}
      autoCapitalize="none"
      unit={
        <button
          type="button"
          className="icon-button icon-button-small -mr-1.5 max-md:size-9"
          aria-label={shown ? 'Hide password' : 'Show password'}
          aria-pressed={shown}
          onClick={() => setShown(!shown)}
        >
          <Icon className="icon" aria-hidden="true" />
        </button>
      }
    />
  );
}
