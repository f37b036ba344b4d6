import type { ProviderView } from '../../../../contract/providers.ts';
import type { Db } from '../../../platform/db/transaction.ts';
import type { ProviderState } from '../providers/provider-state.ts';
import { quoteTables } from '../tables-quotes.ts';

/**
 * How the feed's leader last said its providers do, in the order of priority. A source that cannot fail, such as the
 * simulator by itself, works. Nothing before a feed has led.
 */
export async function readProviderStates(db: Db): Promise<ProviderView[]> {
  const row = await quoteTables(db)
    .selectFrom('feed_state')
    .select(['source', 'simulated', 'delay_ms', 'sources', 'providers'])
    .executeTakeFirst();
  if (row === undefined) return [];
  const { source: name, simulated, delay_ms } = row;
  if (row.providers.length === 0) return [viewOf({ ...QUIET, name }, { simulated, delay_ms })];
  return row.providers.map((state) => {
    const source = row.sources.find((each) => each.name === state.name);
    return viewOf(state, { simulated: source?.simulated ?? false, delay_ms: source?.delay_ms ?? 0 });
  });
}

const QUIET: Omit<ProviderState, 'name'> = {
  condition: 'working',
  message: null,
  failed_at_ms: null,
  worked_at_ms: null,
  breaker: 'closed',
  quota: null,
  instruments: 0,
  stream: null,
};

function viewOf(
  { failed_at_ms, worked_at_ms, ...state }: ProviderState,
  source: { readonly simulated: boolean; readonly delay_ms: number },
): ProviderView {
  const time = (ms: number | null): string | null => (ms === null ? null : new Date(ms).toISOString());
  return { ...state, ...source, failed_at: time(failed_at_ms), worked_at: time(worked_at_ms) };
}
