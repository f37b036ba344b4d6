import { TriangleAlert } from 'lucide-react';
import { type ComponentPropsWithRef, type ReactNode, useId } from 'react';
import { classNames } from './class-names.ts';

interface FieldFrame {
  readonly label: ReactNode;
  /** What is expected, in a few words. */
  readonly hint?: ReactNode;
  /** What is wrong and how to put it right; shown instead of the hint. */
  readonly error?: ReactNode;
  /** Stands behind the value, such as a currency. */
  readonly unit?: ReactNode;
  readonly className?: string;
}
type InputProps = FieldFrame & Omit<ComponentPropsWithRef<'input'>, 'className'>;
type TextAreaProps = FieldFrame & Omit<ComponentPropsWithRef<'textarea'>, 'className'>;

/** A labelled one-line input with its hint or error. */
export function Field({ label, hint, error, unit, className, ...input }: InputProps) {
  const id = useId();
  return (
    <FieldFrame id={id} label={label} hint={hint} error={error} className={className}>
      <div className="input">
        <input {...input} id={id} aria-invalid={Boolean(error)} aria-describedby={`${id}-note`} />
        {unit !== undefined && <span className="input-unit">{unit}</span>}
      </div>
    </FieldFrame>
  );
}

/** A labelled input of several lines with its hint or error. */
export function TextField({ label, hint, error, unit, className, ...input }: TextAreaProps) {
  const id = useId();
  return (
    <FieldFrame id={id} label={label} hint={hint} error={error} className={className}>
      <div className="input">
        <textarea {...input} id={id} aria-invalid={Boolean(error)} aria-describedby={`${id}-note`} />
        {unit !== undefined && <span className="input-unit">{unit}</span>}
      </div>
    </FieldFrame>
  );
}

interface FrameProps {
  readonly id: string;
  readonly label: ReactNode;
  readonly hint: ReactNode;
  readonly error: ReactNode;
  readonly className: string | undefined;
  readonly children: ReactNode;
}

function FieldFrame({ id, label, hint, error, className, children }: FrameProps) {
  return (
    <div className={classNames('field', className)}>
      <label className="field-label" htmlFor={id}>
        {label}
      </label>
      {children}
      <div id={`${id}-note`} className={error ? 'field-error' : 'field-hint'} role={error ? 'alert' : undefined}>
        {error ? (
          <>
            <TriangleAlert className="icon-small" aria-hidden="true" />
            <span>{error}</span>
          </>
        ) : (
          hint
        )}
      </div>
    </div>
  );
}
