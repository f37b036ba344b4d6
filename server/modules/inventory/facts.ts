import { z } from 'zod';
import { defineFact } from '../../platform/facts/fact.ts';

/** A listing fell below the number of free pieces its vendor wanted to have. Told once for each fall. */
export const stockLow = defineFact({
  type: 'stock.low',
  aggregate: 'listing',
  payload: z.object({
    vendor_id: z.uuid(),
    vendor_name: z.string(),
    listing_id: z.uuid(),
    title: z.string(),
    /** Free pieces, wherever they lie. */
    available: z.int(),
  }),
});
