import type { Parts } from './build-parts.ts';
import { accountKeeper } from './modules/orders/index.ts';
import type { Consumer } from './platform/facts/consumer.ts';

/** What consumers of facts may be made of. */
type Made = Pick<Parts, 'platform' | 'notifications' | 'registry' | 'quotes' | 'alerts'>;

/**
 * Who hears facts, one line each; `docs/facts.md` shows how to add one. A name stays for ever: progress is kept under it.
 */
export function factConsumers(_made: Made): readonly Consumer[] {
  return [accountKeeper()];
}
