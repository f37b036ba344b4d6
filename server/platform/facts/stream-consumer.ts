import { createClient } from '@redis/client';
import { cloudEvent } from './cloud-event.ts';
import { type Consumer, consumer, onEvery } from './consumer.ts';
import { NotNowError } from './not-now-error.ts';

/** The Redis stream that other systems read. */
export const STREAM = 'omni-stock:facts';
/** Entries the stream keeps, about: Redis cuts whole nodes. Who falls further behind asks for the past another way. */
const ENTRIES_MAX = 1_000_000;
const TOGETHER = 100;
const CONNECT_MS_MAX = 3_000;
const ANSWER_MS_MAX = 5_000;

type Client = ReturnType<typeof clientOf>;

/**
 * Adds every fact to a Redis stream as a CloudEvent, in the order of each aggregate. At least once: where this process dies
 * after Redis took a batch and before PostgreSQL noted it, the batch comes again, under the same ids. While Redis is away
 * facts wait, and none dies.
 *
 * @param options.url of Redis; it may hold a password, and is never logged.
 */
export function streamConsumer(options: { readonly url: string; readonly public_url: string }): Consumer {
  let connecting: Promise<Client> | null = null;
  const forget = async (): Promise<void> => {
    const old = connecting;
    connecting = null;
    await old?.then(
      (client) => client.destroy(),
      () => undefined,
    );
  };
  const add = async (entry: string): Promise<void> => {
    connecting ??= clientOf(options.url).connect();
    const client = await connecting;
    const trim = { strategy: 'MAXLEN', strategyModifier: '~', threshold: ENTRIES_MAX } as const;
    await client.xAdd(STREAM, '*', { event: entry }, { TRIM: trim });
  };
  const publish = onEvery(async (_tx, fact) => {
    const { promise: late, reject } = Promise.withResolvers<never>();
    const timer = setTimeout(() => reject(new Error('no answer')), ANSWER_MS_MAX);
    try {
      await Promise.race([add(JSON.stringify(cloudEvent(fact, options.public_url))), late]);
    } catch (error) {
      await forget();
      throw new NotNowError(`Redis does not take facts: ${(error as Error).message}`);
    } finally {
      clearTimeout(timer);
    }
  });
  return consumer('stream', [publish], { together: TOGETHER, close: forget });
}

function clientOf(url: string) {
  const client = createClient({
    url,
    disableOfflineQueue: true,
    socket: { connectTimeout: CONNECT_MS_MAX, reconnectStrategy: false },
  });
  // What breaks tells the command that waits for it; the next one connects anew.
  client.on('error', () => undefined);
  return client;
}
