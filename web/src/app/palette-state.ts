import { useSyncExternalStore } from 'react';

/** `all` is search and commands; `add` puts what is chosen into the list on screen. */
export type PaletteMode = 'all' | 'add';

let mode: PaletteMode | null = null;
const listeners = new Set<() => void>();

function set(next: PaletteMode | null): void {
  mode = next;
  for (const listener of listeners) listener();
}

export function openPalette(wanted: PaletteMode = 'all'): void {
  set(wanted);
}

export function closePalette(): void {
  set(null);
}

/** The mode it is open in, or null. */
export function usePaletteMode(): PaletteMode | null {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => mode,
  );
}
