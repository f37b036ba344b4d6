import type { RefObject } from 'react';
import { useShortcut } from '../../../app/keyboard/use-shortcut.ts';

/** Down and up the entries by key; each is a link, so Enter opens it, and `u` turns its read mark. */
export function useEntryKeys(scroller: RefObject<HTMLElement | null>): void {
  const move = (step: 1 | -1) => {
    const links = [...(scroller.current?.querySelectorAll<HTMLElement>('.entry-link') ?? [])];
    const at = links.findIndex(
      (link) => link === document.activeElement || link.closest('.entry')?.contains(document.activeElement),
    );
    const next = links[at === -1 ? 0 : Math.min(links.length - 1, Math.max(0, at + step))];
    next?.focus();
    next?.scrollIntoView({ block: 'nearest' });
  };
  useShortcut('row_after', () => move(1));
  useShortcut('row_before', () => move(-1));
  useShortcut('toggle_read', () => {
    const entry = document.activeElement?.closest('.entry');
    entry?.querySelector<HTMLElement>('[data-toggle-read]')?.click();
  });
}
