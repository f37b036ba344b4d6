import type { ReplyOf } from '../../contract/schemas.ts';
import { createNotifications } from '../../server/modules/notifications/index.ts';
import type { Notice } from '../../server/modules/notifications/notice.ts';
import type { Clock } from '../../server/platform/clock.ts';
import { inTransaction } from '../../server/platform/db/transaction.ts';
import { startApp, type TestApp } from './app.ts';
import type { Client } from './client.ts';
import { aNotice } from './notices.ts';
import { type Received, type Receiver, startReceiver } from './receiver.ts';
import { waitFor } from './wait-for.ts';

type Delivery = ReplyOf<'listDeliveries'>[number];

/** The program with its deliverer, somebody else's server that it may call, and one that it may not. */
export interface WebhookWorld extends AsyncDisposable {
  readonly app: TestApp;
  readonly receiver: Receiver;
  readonly trap: Receiver;
  /** Time goes on by itself, and by leaps. */
  leap(ms: number): void;
  /** A Premium account with one webhook, which leads to a path of its own on the receiver. */
  owner(): Promise<Owner>;
  tell(user_id: string, changes?: Partial<Notice>): Promise<void>;
}

export interface Owner {
  readonly client: Client;
  readonly user_id: string;
  readonly webhook_id: string;
  readonly secret: string;
  readonly received: () => Received[];
  /** Waits until the newest delivery is as wanted. */
  readonly delivery: (wanted: (delivery: Delivery) => boolean) => Promise<Delivery>;
}

export async function startWebhookWorld(): Promise<WebhookWorld> {
  const [receiver, trap] = await Promise.all([startReceiver(), startReceiver()]);
  let ahead_ms = 0;
  const clock: Clock = { ms: () => Date.now() + ahead_ms, now: () => new Date(Date.now() + ahead_ms) };
  const app = await startApp({
    args: ['--run=api,worker'],
    env: { OUTBOUND_ALLOW: receiver.host },
    clock,
    requests_per_minute: 100_000,
  });
  const { platform } = app.program;
  const { notify } = createNotifications(platform);
  let owners = 0;
  return {
    app,
    receiver,
    trap,
    leap: (ms) => {
      ahead_ms += ms;
    },
    async owner() {
      owners += 1;
      const path = `/of/${owners}`;
      const client = await app.register({ tier: 'premium' });
      const body = { name: 'Desk', url: receiver.url + path };
      const { id, secret } = await client.do('createWebhook', { body });
      const query = { channel: 'webhook', limit: 1 } as const;
      return {
        client,
        user_id: client.user_id,
        webhook_id: id,
        secret,
        received: () => receiver.received.filter((one) => one.path === path),
        delivery: (wanted) =>
          waitFor('the delivery', async () => {
            const [newest] = await client.do('listDeliveries', { query });
            return newest !== undefined && wanted(newest) ? newest : null;
          }),
      };
    },
    tell: async (user_id, changes = {}) => {
      const notice = aNotice(user_id, { channels: ['in_app', 'webhook', 'push'], at: clock.now(), ...changes });
      await inTransaction(platform.db, (tx) => notify(tx, [notice]));
    },
    async [Symbol.asyncDispose]() {
      for (const one of [app, receiver, trap]) await one[Symbol.asyncDispose]();
    },
  };
}
