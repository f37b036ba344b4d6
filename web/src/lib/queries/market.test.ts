import { expect, it } from 'vitest';
import { splitsQuery } from './market.ts';

it('asks for splits again while a page stays open, so that a fresh one is no fall for long', () => {
  const { refetchInterval, staleTime } = splitsQuery(['AAPL']);
  expect(Number(refetchInterval)).toBeLessThanOrEqual(60_000);
  expect(Number(staleTime)).toBeLessThanOrEqual(60_000);
});
