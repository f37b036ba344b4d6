/**
 * How a provider does. `starting`: not asked yet · `working` · `standby`: nothing to do while a better one works ·
 * `limited`: waits for its own limits · `failing`: is tried again by itself · `stopped`: only a person can help, the
 * message says how.
 */
export const providerConditions = ['starting', 'working', 'standby', 'limited', 'failing', 'stopped'] as const;
export type ProviderCondition = (typeof providerConditions)[number];

/** What an operator wants to know of one provider. Nothing here ever holds a key. */
export interface ProviderState {
  readonly name: string;
  readonly condition: ProviderCondition;
  /** What went wrong last, in a sentence; null when nothing did. */
  readonly message: string | null;
  readonly failed_at_ms: number | null;
  readonly worked_at_ms: number | null;
  readonly breaker: 'closed' | 'open' | 'half_open';
  /** Requests of the present window as the provider counts them, or as we do; null where it has no limit. */
  readonly quota: { readonly limit: number; readonly left: number } | null;
  /** Instruments it is asked for now. */
  readonly instruments: number;
  /** Its live connection; null where it has none. */
  readonly stream: 'connecting' | 'open' | 'closed' | null;
}
