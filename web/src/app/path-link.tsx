import { useRouter } from '@tanstack/react-router';
import type { ComponentPropsWithRef } from 'react';
import { innerAddress } from '../features/identity/inner-address.ts';

type PathLinkProps = Omit<ComponentPropsWithRef<'a'>, 'href'> & {
  /** An address of this app as the server names it: `/alerts?firing=…`. */
  readonly path: string;
};

/** A link to an address that is known as text only; pages are changed as by any other link, without loading anew. */
export function PathLink({ path, onClick, children, ...rest }: PathLinkProps) {
  const router = useRouter();
  const href = innerAddress(path);
  return (
    <a
      {...rest}
      href={href}
      onClick={(event) => {
        onClick?.(event);
        const elsewhere = event.metaKey || event.ctrlKey || event.shiftKey || event.altKey || event.button !== 0;
        if (event.defaultPrevented || elsewhere) return;
        event.preventDefault();
        void router.navigate({ href });
      }}
    >
      {children}
    </a>
  );
}
