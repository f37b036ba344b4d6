import { useEffect, useEffectEvent } from 'react';
import { isPaletteOpen, typeAhead } from '../palette-state.ts';
import { preferences } from '../preferences.ts';
import { isSingleKey, matchPress, PAIR_MS, pressName } from './match.ts';
import type { ShortcutId } from './shortcuts.ts';

const handlers = new Map<ShortcutId, () => void>();

/** While the component is there, the shortcut runs `handler`. Of two components the later one has it. */
export function useShortcut(id: ShortcutId, handler: () => void): void {
  const run = useEffectEvent(handler);
  useEffect(() => {
    const before = handlers.get(id);
    const ours = () => run();
    handlers.set(id, ours);
    return () => {
      if (handlers.get(id) !== ours) return;
      if (before) handlers.set(id, before);
      else handlers.delete(id);
    };
  }, [id]);
}

/** Listens to the page's keys; one per page. */
export function useKeyboard(): void {
  useEffect(() => {
    let first: string | null = null;
    let first_ms = 0;
    const onKey = (event: KeyboardEvent) => {
      const name = pressName(event);
      if (event.defaultPrevented || event.isComposing) return;
      if (isForPalette(event, name)) return typeAhead(event.key);
      if (!isMeantForPage(event, name)) return;
      const pending = event.timeStamp - first_ms < PAIR_MS ? first : null;
      const match = matchPress(name, pending);
      first = match.kind === 'pending' ? match.first : null;
      first_ms = event.timeStamp;
      const handler = match.kind === 'run' ? handlers.get(match.id) : undefined;
      if (!handler) return;
      event.preventDefault();
      handler();
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, []);
}

/** The palette was asked for and its field does not have the focus yet: what is typed is meant for it. */
function isForPalette(event: KeyboardEvent, name: string): boolean {
  const target = event.target instanceof Element ? event.target : null;
  return isPaletteOpen() && name.length === 1 && target?.closest('[role="dialog"]') == null;
}

/** Single keys belong to a field one types in, and to a dialog or menu that is open; and they can be switched off. */
export function isMeantForPage(event: KeyboardEvent, name: string): boolean {
  if (!isSingleKey(name)) return true;
  const target = event.target instanceof Element ? event.target : null;
  const taken = 'input, textarea, select, [contenteditable="true"], [role="dialog"], [role="menu"], [role="listbox"]';
  return (name === 'Escape' || preferences().single_keys) && target?.closest(taken) == null;
}
