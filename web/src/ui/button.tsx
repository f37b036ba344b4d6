import type { ComponentPropsWithRef } from 'react';
import { classNames } from './class-names.ts';

export interface ButtonLook {
  /** One primary a view; `danger` for what destroys. */
  readonly tone?: 'secondary' | 'primary' | 'ghost' | 'danger';
  readonly size?: 'small' | 'normal' | 'large';
}

/** Classes of a button, for links that look like one. */
export function buttonClass({ tone = 'secondary', size = 'normal' }: ButtonLook = {}): string {
  return classNames('button', tone !== 'secondary' && `button-${tone}`, size !== 'normal' && `button-${size}`);
}

type ButtonProps = ComponentPropsWithRef<'button'> & ButtonLook & { readonly busy?: boolean };

/** A button; while `busy` it shows a spinner, keeps its focus and does nothing. */
export function Button({ tone, size, busy = false, className, children, onClick, type, ...rest }: ButtonProps) {
  const look = { ...(tone && { tone }), ...(size && { size }) };
  return (
    <button
      {...rest}
      type={type === 'submit' ? 'submit' : 'button'}
      className={classNames(buttonClass(look), className)}
      aria-disabled={busy || undefined}
      onClick={busy ? (event) => event.preventDefault() : onClick}
    >
      {busy && <span className="spinner" aria-hidden="true" />}
      {children}
    </button>
  );
}
