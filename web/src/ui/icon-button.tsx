import type { ComponentPropsWithRef, ReactElement } from 'react';
import { classNames } from './class-names.ts';
import { Tip } from './tooltip.tsx';

type IconButtonProps = Omit<ComponentPropsWithRef<'button'>, 'aria-label' | 'children'> & {
  /** What it does, for everyone: the accessible name and the tooltip. */
  readonly label: string;
  readonly keys?: readonly string[];
  readonly small?: boolean;
  readonly children: ReactElement;
};

/** A square button with an icon; its label is its name and its tooltip. */
export function IconButton({ label, keys, small = false, className, children, ...rest }: IconButtonProps) {
  return (
    <Tip text={label} {...(keys && { keys })}>
      <button
        type="button"
        {...rest}
        aria-label={label}
        className={classNames('icon-button', small && 'icon-button-small', className)}
      >
        {children}
      </button>
    </Tip>
  );
}
