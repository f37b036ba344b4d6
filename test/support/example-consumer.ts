import { sql } from 'kysely';
import { z } from 'zod';
import { consumer, on } from '../../server/platform/facts/consumer.ts';
import { defineFact } from '../../server/platform/facts/fact.ts';

/** A jar was filled. Who cares is not the business of whoever filled it. */
export const jarFilled = defineFact({
  type: 'jar.filled',
  aggregate: 'jar',
  payload: z.object({ pieces: z.int().min(1) }),
});

/** Keeps how many pieces each jar was ever given. */
export const jarTotals = consumer('jar-totals', [
  on(jarFilled, async (tx, fact) => {
    await sql`INSERT INTO jar_totals AS total (jar_id, pieces) VALUES (${fact.aggregate_id}, ${fact.payload.pieces})
      ON CONFLICT (jar_id) DO UPDATE SET pieces = total.pieces + EXCLUDED.pieces`.execute(tx);
  }),
]);
