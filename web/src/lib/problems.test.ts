import { describe, expect, it } from 'vitest';
import { sentenceOf } from './problems.ts';

describe('a refusal, told to a person', () => {
  it('leaves out advice for programs', () => {
    const detail =
      'Your Standard plan holds 5 watchlists. Delete one, or move to a larger plan. Delete a list, or move to a larger plan: GET /api/v1/tiers.';
    expect(sentenceOf({ detail, title: '' })).toBe(
      'Your Standard plan holds 5 watchlists. Delete one, or move to a larger plan.',
    );
  });

  it('falls back to the title where nothing else is left', () => {
    expect(sentenceOf({ detail: 'Search with GET /api/v1/stocks?q=.', title: 'No such symbol' })).toBe(
      'No such symbol.',
    );
  });
});
