import { useSyncExternalStore } from 'react';

/** `all` is search and commands; `add` puts what is chosen into the list on screen. */
export type PaletteMode = 'all' | 'add';

let mode: PaletteMode | null = null;
/** What was typed after the key that opens the palette and before its field was there. */
let typed_ahead = '';
const listeners = new Set<() => void>();

function set(next: PaletteMode | null): void {
  typed_ahead = '';
  mode = next;
  for (const listener of listeners) listener();
}

export function openPalette(wanted: PaletteMode = 'all'): void {
  set(wanted);
}

export function closePalette(): void {
  set(null);
}

export function isPaletteOpen(): boolean {
  return mode !== null;
}

/** Keeps what fast hands type while the palette is still opening. */
export function typeAhead(text: string): void {
  typed_ahead += text;
}

/** What was typed ahead since the palette was asked for. */
export function typedAhead(): string {
  return typed_ahead;
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
