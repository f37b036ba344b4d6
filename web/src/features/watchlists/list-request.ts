import { useEffect } from 'react';

let waiting = false;
let listener: (() => void) | null = null;

/** Asks the watchlist page for its new-list dialog, going there first if it is not on screen. */
export function askForList(go: (to: '/w') => void): void {
  if (listener) return listener();
  waiting = true;
  go('/w');
}

/** Calls `open` for each request while the component is there, and for one that was made before it came. */
export function useListRequests(open: () => void): void {
  useEffect(() => {
    listener = open;
    if (waiting) {
      waiting = false;
      open();
    }
    return () => {
      if (listener === open) listener = null;
    };
  }, [open]);
}
