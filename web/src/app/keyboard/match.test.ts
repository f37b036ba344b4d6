import { describe, expect, it } from 'vitest';
import { isSingleKey, matchPress, pressName } from './match.ts';
import { shortcuts } from './shortcuts.ts';

const plain = { ctrlKey: false, metaKey: false, altKey: false, shiftKey: false };

describe('the keyboard map', () => {
  it('names a press the same whether Ctrl or Cmd, upper or lower case', () => {
    expect(pressName({ ...plain, key: 'K', ctrlKey: true })).toBe('Mod+k');
    expect(pressName({ ...plain, key: 'k', metaKey: true })).toBe('Mod+k');
    expect(pressName({ ...plain, key: '?', shiftKey: true })).toBe('?');
    expect(pressName({ ...plain, key: 'ArrowDown', shiftKey: true })).toBe('Shift+ArrowDown');
    expect(pressName({ ...plain, key: 'ArrowUp', altKey: true })).toBe('Alt+ArrowUp');
  });

  it('waits after the first key of a pair, and runs on the second', () => {
    expect(matchPress('g', null)).toEqual({ kind: 'pending', first: 'g' });
    expect(matchPress('w', 'g')).toEqual({ kind: 'run', id: 'go_watchlist' });
  });

  it('takes a key that completes no pair for itself', () => {
    expect(matchPress('p', 'g')).toEqual({ kind: 'run', id: 'pause' });
    expect(matchPress('z', 'g')).toEqual({ kind: 'none' });
  });

  it('leaves the keys of a row to the table', () => {
    expect(matchPress('Delete', null)).toEqual({ kind: 'none' });
    expect(matchPress(' ', null)).toEqual({ kind: 'none' });
  });

  it('gives every shortcut a press of its own', () => {
    const presses = Object.values(shortcuts).map((shortcut) => shortcut.press);
    expect(new Set(presses).size).toBe(presses.length);
  });

  it('keeps Ctrl+K when single keys are off', () => {
    expect(isSingleKey('Mod+k')).toBe(false);
    expect(isSingleKey('?')).toBe(true);
    expect(isSingleKey('Escape')).toBe(true);
  });
});
