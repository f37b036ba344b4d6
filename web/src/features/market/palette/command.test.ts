import { describe, expect, it } from 'vitest';
import { readTyped, spansOf, wordsOf } from './command.ts';

describe('the palette reads a line', () => {
  it('as a search, with the spaces around it gone', () => {
    expect(readTyped('  bank of am ')).toEqual({ kind: 'search', words: 'bank of am' });
  });

  it('as a note once there is a symbol and a text', () => {
    expect(readTyped('note aapl Trim above 200')).toEqual({ kind: 'note', symbol: 'AAPL', text: 'Trim above 200' });
    expect(readTyped('note aapl')).toEqual({ kind: 'search', words: 'note aapl' });
    expect(readTyped('notebook maker')).toEqual({ kind: 'search', words: 'notebook maker' });
  });
});

describe('the palette reads an alert', () => {
  it('also while it is half typed, and searches for its symbol', () => {
    expect(readTyped('alert aapl > 200').kind).toBe('alert');
    expect(wordsOf(readTyped('alert aapl > 200'))).toBe('AAPL');
    expect(readTyped('alert aapl')).toMatchObject({ kind: 'alert', line: { kind: 'unfinished' } });
    expect(readTyped('alert')).toEqual({ kind: 'search', words: 'alert' });
  });
});

describe('showing why something was found', () => {
  it('marks where a word begins with what was typed', () => {
    expect(spansOf('Bank of America', 'ba am')).toEqual([
      { text: 'Ba', hit: true },
      { text: 'nk of ', hit: false },
      { text: 'Am', hit: true },
      { text: 'erica', hit: false },
    ]);
  });

  it('marks nothing inside a word', () => {
    expect(spansOf('Apple', 'ple')).toEqual([{ text: 'Apple', hit: false }]);
  });

  it('marks a whole ticker', () => {
    expect(spansOf('AAPL', 'aapl')).toEqual([{ text: 'AAPL', hit: true }]);
  });
});
