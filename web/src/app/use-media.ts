import { useSyncExternalStore } from 'react';

/** Three panes fit. */
export const WIDE = '(min-width: 1200px)';
/** Cards instead of a table. */
export const PHONE = '(max-width: 767px)';
/** A finger instead of a keyboard. */
export const FINGERS = '(hover: none) and (pointer: coarse), (max-width: 767px)';

/** Whether the media query holds; renders again when that changes. */
export function useMedia(query: string): boolean {
  return useSyncExternalStore(
    (listener) => {
      const list = matchMedia(query);
      list.addEventListener('change', listener);
      return () => list.removeEventListener('change', listener);
    },
    () => matchMedia(query).matches,
  );
}
