import { z } from 'zod';
import { defineFact } from '../../server/platform/facts/fact.ts';

export const CONSUMERS = ['one', 'two', 'three'] as const;
export const jarFilled = defineFact({
  type: 'jar.filled',
  aggregate: 'jar',
  payload: z.object({ pieces: z.int(), note: z.string() }),
});
