import { useEffect } from 'react';

const PROGRAM = 'Omni-Stock';

/** Names the page in the tab, the history and for screen readers: "Sign in · Omni-Stock". */
export function useTitle(title: string | null): void {
  useEffect(() => {
    document.title = title === null ? PROGRAM : `${title} · ${PROGRAM}`;
  }, [title]);
}
