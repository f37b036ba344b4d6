import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { orderPlaced } from '../../server/modules/orders/facts.ts';
import { startApp, type TestApp } from '../support/app.ts';
import { startReceiver } from '../support/receiver.ts';
import { startSmtp } from '../support/smtp.ts';
import { type Sold, sell } from '../support/sold.ts';
import { linesOf, ofOrder, recordOne } from '../support/told.ts';
import { addCard, openVendor } from '../support/vendors.ts';
import { waitFor } from '../support/wait-for.ts';
import { startWorker } from './worker.ts';

/** The start of a process on a busy computer, and what it has to do then. */
const RECOVERY_MS_MAX = 400_000;

interface World extends AsyncDisposable {
  readonly app: TestApp;
  readonly vendor_id: string;
  readonly owner_id: string;
  sells(user_id: string | null): Promise<Sold>;
  place(order: Sold): Promise<string>;
  /** A worker with what the world gives it, and a place to die at. */
  worker(more?: Readonly<Record<string, string>>): ReturnType<typeof startWorker>;
  /** What a dead process has taken is free now, and not after its lease alone. */
  endLeases(): Promise<void>;
}

/** Everything but workers. */
async function world(env: Readonly<Record<string, string>>): Promise<World> {
  const app = await startApp({ args: ['--run=api'], env, requests_per_minute: 1_000_000 });
  const { platform } = app.program;
  const owner = await app.register();
  const { vendor_id } = await openVendor(owner);
  const { id } = await addCard(owner, vendor_id, { quantity: 100, price_minor: 334, status: 'active' });
  return {
    app,
    vendor_id,
    owner_id: owner.user_id,
    sells: (user_id) =>
      sell(platform, { vendor_id, user_id, lines: [{ listing_id: id, quantity: 1, price_minor: 334 }] }),
    async place(order) {
      const payload = { ...(await ofOrder(platform, order)), lines: await linesOf(platform, order) };
      return recordOne(platform, orderPlaced, order.order_id, { ...payload, placed_at: new Date().toISOString() });
    },
    worker: (more = {}) => startWorker(platform.config.database_url ?? '', { ...env, ...more }),
    async endLeases() {
      for (const table of ['guest_mails', 'subscription_deliveries'])
        await sql`UPDATE ${sql.table(`orders.${table}`)} SET claimed_until = now() WHERE claim IS NOT NULL`.execute(
          platform.db,
        );
    },
    [Symbol.asyncDispose]: () => app[Symbol.asyncDispose](),
  };
}

async function count({ app }: World, table: string, where: ReturnType<typeof sql>): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    SELECT count(*)::int AS count FROM ${sql.table(table)} WHERE ${where}`.execute(app.program.platform.db);
  return rows[0]?.count ?? 0;
}

describe('a mail to a guest', () => {
  // How often the server gets it: a death before the note of it sends it again, under one Message-ID.
  it.each([
    ['guest_mail.before_send', 1],
    ['guest_mail.sent', 2],
    ['guest_mail.before_commit', 2],
  ] as const)(
    'is one row and one Message-ID though its sender dies at %s',
    { timeout: 900_000 },
    async (point, sent) => {
      await using smtp = await startSmtp();
      await using all = await world({ SMTP_URL: smtp.url });
      const event_id = await all.place(await all.sells(null));
      {
        await using dying = await all.worker({ CRASH_AT: point });
        await dying.gone;
      }
      expect(await count(all, 'orders.guest_mails', sql`status = 'waiting' AND claim IS NOT NULL`)).toBe(1);
      await all.endLeases();
      await using _next = await all.worker();
      const done = () => count(all, 'orders.guest_mails', sql`event_id = ${event_id} AND status = 'sent'`);
      await waitFor('the mail', async () => (await done()) === 1, RECOVERY_MS_MAX);
      expect(await count(all, 'orders.guest_mails', sql`true`)).toBe(1);
      const toGuest = smtp.accepted.filter(({ to }) => to === 'ada@example.org');
      expect(toGuest.map(({ message_id }) => message_id)).toEqual(
        Array.from({ length: sent }, () => `<order_placed.${event_id}@stock.example.org>`),
      );
    },
  );
});

describe('a fact of an order', () => {
  it.each(['consumer.before_commit', 'consumer.after_commit', 'relay.after_fan_out'])(
    'is told once to everyone though whoever hears it dies again and again at %s',
    { timeout: 900_000 },
    async (point) => {
      await using all = await world({});
      const buyer = await all.app.register();
      const [mine, guests] = [await all.sells(buyer.user_id), await all.sells(null)];
      for (const order of [mine, guests]) await all.place(order);
      for (const pass of [1, 2, 3]) {
        await using dying = await all.worker({ CRASH_AT: `${point}:${pass}` });
        const { db } = all.app.program.platform;
        const undone = sql`SELECT FROM facts.outbox WHERE published_at IS NULL
          UNION ALL SELECT FROM facts.deliveries WHERE state <> 'done'`;
        const idle = waitFor(
          'the end of all work',
          async () => (await undone.execute(db)).rows.length === 0,
          RECOVERY_MS_MAX,
        );
        const end = await Promise.race([dying.gone.then(() => 'dead'), idle.then(() => 'idle')]);
        if (pass === 1) expect(end).toBe('dead');
      }
      await using _last = await all.worker();
      const told = async () => ({
        purchases: await count(all, 'notifications.inbox', sql`kind = 'purchase' AND user_id = ${buyer.user_id}`),
        sales: await count(all, 'notifications.inbox', sql`kind = 'sale' AND user_id = ${all.owner_id}`),
        mails: await count(all, 'orders.guest_mails', sql`true`),
        pages: await count(all, 'realtime.user_events', sql`topic = 'order.changed' AND user_id = ${buyer.user_id}`),
        prints: await count(all, 'inventory.sales', sql`true`),
        accounts: await count(all, 'orders.payout_entries', sql`kind = 'sale'`),
      });
      const once = { purchases: 1, sales: 2, mails: 1, pages: 1, prints: 2, accounts: 2 };
      await waitFor(
        'everyone',
        async () => JSON.stringify(await told()) === JSON.stringify(once),
        RECOVERY_MS_MAX,
      ).catch(() => undefined);
      expect(await told()).toEqual(once);
    },
  );
});

describe('what is sent to a program of a vendor', () => {
  it.each(['subscription.before_send', 'subscription.sent', 'subscription.before_commit'])(
    'arrives under one id though its sender dies at %s',
    { timeout: 900_000 },
    async (point) => {
      await using receiver = await startReceiver();
      receiver.answers(204);
      await using all = await world({ OUTBOUND_ALLOW: receiver.host });
      const { db } = all.app.program.platform;
      await sql`INSERT INTO orders.subscriptions (id, vendor_id, name, url, events, enabled, created_at)
        VALUES (gen_random_uuid(), ${all.vendor_id}, 'Books', ${`${receiver.url}/books`}, '{order.placed}', true, now())`.execute(
        db,
      );
      await all.place(await all.sells(null));
      {
        await using dying = await all.worker({ CRASH_AT: point });
        await dying.gone;
      }
      await all.endLeases();
      await using _next = await all.worker();
      const done = () => count(all, 'orders.subscription_deliveries', sql`state = 'sent'`);
      await waitFor('the message', async () => (await done()) === 1, RECOVERY_MS_MAX);
      expect(receiver.received).toHaveLength(point === 'subscription.before_send' ? 1 : 2);
      expect(new Set(receiver.received.map(({ headers }) => headers['webhook-id'])).size).toBe(1);
      expect(new Set(receiver.received.map(({ body }) => body)).size).toBe(1);
    },
  );
});
