import { describe, expect, it } from 'vitest';
import { ApiError } from './api.ts';
import { messageOf, problemsByField, sentenceOf } from './problems.ts';

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

  it.each([
    [12, 'Too many requests. Try again in 12 s.'],
    [840, 'Too many requests. Try again in 14 min.'],
  ])('says when to try again, if the answer says so: %i seconds', (retry_after_s, sentence) => {
    const title = 'Too many requests';
    const detail = `${title}. Wait for the seconds named in Retry-After.`;
    const problem = { type: '/docs/errors#rate_limited', code: 'rate_limited', title, status: 429, detail } as const;
    const refused = new ApiError({ status: 429, problems: [problem], request_id: 'r1', retry_after_s });
    expect(messageOf(refused)).toBe(sentence);
    expect(problemsByField(refused, ['email']).form).toBe(sentence);
  });
});
