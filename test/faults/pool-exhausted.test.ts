import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { openDatabase } from '../../server/platform/db/open.ts';
import { inTransaction } from '../../server/platform/db/transaction.ts';
import { startApp } from '../support/app.ts';
import { checkOut, openShop, readyToPay } from '../support/shop.ts';
import { waitFor } from '../support/wait-for.ts';

const POOL_MAX = 3;
const BUYERS = 2 * POOL_MAX;

describe('a burst of requests that all wait for one lock, with every connection of the pool', () => {
  it('is answered with a 503 that says when to come again, and leaves nothing half-written', {
    timeout: 900_000,
  }, async () => {
    await using app = await startApp({
      args: ['--run=api'],
      env: { DB_POOL_MAX: String(POOL_MAX) },
      requests_per_minute: 100_000,
    });
    const shop = await openShop(app);
    const card = await shop.lists({ quantity: BUYERS });
    const buyers = await Promise.all(
      Array.from({ length: BUYERS }, async () => {
        const guest = app.visitor();
        return { guest, basket: await readyToPay(guest, { [card]: 1 }), key: randomUUID() };
      }),
    );
    const buy = ({ guest, basket, key }: (typeof buyers)[0]) => checkOut(guest, basket, { key });
    const other = openDatabase({ url: app.program.platform.config.database_url ?? '', pool_max: 2 });

    const [answers, bystander] = await inTransaction(other.db, async (tx) => {
      await sql`LOCK TABLE orders.order_groups IN EXCLUSIVE MODE`.execute(tx);
      const refused: Awaited<ReturnType<typeof checkOut>>[] = [];
      const all = buyers.map(async (buyer) => {
        const answer = await buy(buyer);
        if (answer.status === 503) refused.push(answer);
        return answer;
      });
      await waitFor('the pool to be taken', async () => {
        const { rows } = await sql`SELECT FROM pg_stat_activity
          WHERE datname = current_database() AND wait_event_type = 'Lock'`.execute(other.db);
        return rows.length === POOL_MAX;
      });
      // Answered while the lock is still held: by their own bound, and not by the end of the burst.
      const browsing = await app.visitor().call('listProducts');
      await waitFor('those without a connection to be told', () => refused.length === BUYERS - POOL_MAX);
      expect((await fetch(`${app.url}/livez`)).status).toBe(200);
      return [all, browsing] as const;
    });
    const refusals = [bystander, ...(await Promise.all(answers)).filter(({ status }) => status !== 201)];
    expect(refusals.map(({ status, code, headers }) => [status, code, headers.get('retry-after')])).toEqual(
      Array.from({ length: 1 + BUYERS - POOL_MAX }, () => [503, 'unavailable', '5']),
    );

    // By itself, and with the keys they had: who was refused buys now, and who was not is not sold to twice.
    expect((await app.visitor().call('listProducts')).status).toBe(200);
    const again = await Promise.all(buyers.map(buy));
    expect(again.map(({ data }) => data.status)).toEqual(buyers.map(() => 'placed'));
    const { rows } = await sql`SELECT (SELECT count(*)::int FROM orders.order_groups) AS groups,
      (SELECT count(*)::int FROM orders.orders WHERE status = 'placed') AS placed,
      (SELECT count(*)::int FROM orders.payments) AS payments,
      (SELECT sum(captured_minor)::int FROM payments_test.payments) AS taken_minor,
      (SELECT sum(reserved)::int FROM inventory.stock_levels) AS reserved,
      (SELECT sum(allocated)::int FROM inventory.stock_levels) AS allocated,
      (SELECT count(*)::int FROM orders.promise_drift()) AS drift`.execute(other.db);
    await other.close();
    expect(rows).toEqual([
      {
        groups: BUYERS,
        placed: BUYERS,
        payments: BUYERS,
        taken_minor: again.reduce((sum, { data }) => sum + data.total_minor, 0),
        reserved: 0,
        allocated: BUYERS,
        drift: 0,
      },
    ]);
  });
});
