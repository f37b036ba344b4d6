import { z } from 'zod';
import { Time } from './fields.ts';

export const PROVIDERS_MAX = 16;

/**
 * How a provider of prices does. `starting`: not asked yet. `working`. `standby`: a better one serves its instruments.
 * `limited`: waits for its own limits. `failing`: is tried again by itself. `stopped`: only a person can help; `message`
 * says how.
 */
export const Provider = z.strictObject({
  name: z.string(),
  /** True for made-up prices. */
  simulated: z.boolean(),
  /** How late it is by agreement, in milliseconds. */
  delay_ms: z.int(),
  condition: z.enum(['starting', 'working', 'standby', 'limited', 'failing', 'stopped']),
  /** What went wrong last; null where nothing did. */
  message: z.string().nullable(),
  failed_at: Time.nullable(),
  worked_at: Time.nullable(),
  /** `open`: it failed several times in a row and is not asked for a while; `half_open`: one question decides. */
  breaker: z.enum(['closed', 'open', 'half_open']),
  /** Requests a minute, and how many are left now; null where there is no limit. */
  quota: z.strictObject({ limit: z.number(), left: z.number() }).nullable(),
  /** Instruments it is asked for now. */
  instruments: z.int(),
  /** Its live connection; null where it has none. */
  stream: z.enum(['connecting', 'open', 'closed']).nullable(),
});
/** In the order of priority. */
export const ProviderList = z.array(Provider).max(PROVIDERS_MAX);

export type ProviderView = z.output<typeof Provider>;
