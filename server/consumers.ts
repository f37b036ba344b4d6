import type { Parts } from './build-parts.ts';
import { accountKeeper, groupKeeper, tellingConsumers } from './modules/orders/index.ts';
import type { Consumer } from './platform/facts/consumer.ts';
import { streamConsumer } from './platform/facts/stream-consumer.ts';

/** What consumers of facts may be made of. */
type Made = Pick<Parts, 'platform' | 'notifications' | 'registry' | 'quotes' | 'alerts'>;

/**
 * Who hears facts, one line each; `docs/facts.md` shows how to add one. A name stays for ever: progress is kept under it.
 */
export function factConsumers({ platform, notifications }: Made): readonly Consumer[] {
  const { facts_stream, public_url } = platform.config;
  const all: readonly (Consumer | null)[] = [
    accountKeeper(),
    ...tellingConsumers(platform, notifications),
    groupKeeper(),
    facts_stream === null ? null : streamConsumer({ url: facts_stream, public_url }),
  ];
  return all.filter((one) => one !== null);
}
