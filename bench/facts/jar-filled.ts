import { z } from 'zod';
import { newId } from '../../server/platform/ids.ts';
import { defineFact } from '../../server/platform/facts/fact.ts';

export const CONSUMERS = ['one', 'two', 'three'] as const;
export const jarFilled = defineFact({
  type: 'jar.filled',
  aggregate: 'jar',
  payload: z.object({ pieces: z.int(), note: z.string() }),
});

const JARS = Array.from({ length: 1_000 }, newId);
export const jarOf = (at: number): string => JARS[at % JARS.length] ?? '';
export const payloadOf = (pieces: number) => ({ pieces, note: 'the usual few words that say what happened to it' });
