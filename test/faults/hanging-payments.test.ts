import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { startApp } from '../support/app.ts';
import { checkOut, openShop, readyToPay } from '../support/shop.ts';
import { startStripe, STRIPE_KEYS } from '../support/stripe-server.ts';
import { waitFor } from '../support/wait-for.ts';

const POOL_MAX = 4;
/** Calls that hang though the money is taken, and as many that never arrived: more than there are connections. */
const HANGING = POOL_MAX;
/** A call to the provider is given up on after 15 s; then it is asked what became of it. */
const SETTLED_MS_MAX = 400_000;

describe('a payment provider that takes calls and does not answer', () => {
  it('holds up nobody else and no connection, and every checkout ends as the provider says', {
    timeout: 900_000,
  }, async () => {
    await using stripe = await startStripe();
    await using app = await startApp({
      env: {
        DB_POOL_MAX: String(POOL_MAX),
        STRIPE_SECRET_KEY: STRIPE_KEYS.secret,
        STRIPE_PUBLISHABLE_KEY: STRIPE_KEYS.publishable,
        STRIPE_WEBHOOK_SECRET: STRIPE_KEYS.webhook,
        STRIPE_API_BASE: `http://127.0.0.1:${stripe.port}`,
      },
      requests_per_minute: 100_000,
    });
    const { db } = app.program.platform;
    const shop = await openShop(app);
    const card = await shop.lists({ quantity: 2 * HANGING + 1 });
    const makeBuyer = async () => {
      const guest = app.visitor();
      const basket = await readyToPay(guest, { [card]: 1 });
      const key = randomUUID();
      return { guest, buy: () => checkOut(guest, basket, { method: 'pm_card_visa', key }) };
    };
    const buyers = await Promise.all(Array.from({ length: 2 * HANGING }, makeBuyer));
    const late = await makeBuyer();

    for (let one = 0; one < HANGING; one += 1) stripe.breakNext('/confirm', 'answer lost');
    for (let one = 0; one < HANGING; one += 1) stripe.breakNext('POST /v1/payment_intents', 'request lost');
    const has = { answered: false };
    const hanging = Promise.all(buyers.map(({ buy }) => buy())).finally(() => {
      has.answered = true;
    });
    await waitFor('all of them to hang', () => stripe.requests.length === 3 * HANGING);
    const { rows: clock } = await sql<{ now: string }>`SELECT clock_timestamp()::text AS now`.execute(db);

    expect((await late.buy()).data.status).toBe('placed');
    await waitFor('the end of every transaction of that time', async () => {
      const { rows } = await sql`SELECT FROM pg_stat_activity WHERE datname = current_database()
        AND backend_type = 'client backend' AND xact_start < ${clock[0]?.now}::timestamptz`.execute(db);
      return rows.length === 0;
    });
    expect(has.answered).toBe(false);

    const answers = await hanging;
    expect(answers.map(({ status, data }) => [status, data.status, data.payment?.state])).toEqual(
      buyers.map(() => [201, 'pending_payment', 'unknown']),
    );
    const ends = async () => {
      const { rows } = await sql<{ state: string; count: number }>`SELECT state, count(*)::int AS count
        FROM orders.payments GROUP BY 1 ORDER BY 1`.execute(db);
      return rows;
    };
    await waitFor(
      'the provider to be asked',
      async () => (await ends()).every(({ state }) => state === 'captured' || state === 'cancelled'),
      SETTLED_MS_MAX,
    );
    expect(await ends()).toEqual([
      { state: 'cancelled', count: HANGING },
      { state: 'captured', count: HANGING + 1 },
    ]);

    // Nothing was taken of those whose call never arrived: they pay again, once.
    for (const [place, { guest }] of buyers.entries()) {
      const params = { id: answers[place]?.data.id ?? '' };
      const { status } = await guest.do('getOrderGroup', { params });
      if (status !== 'placed') await guest.do('payAgain', { params, body: { payment_method: 'pm_card_visa' } });
      expect((await guest.do('getOrderGroup', { params })).status).toBe('placed');
    }
    const taken = [...stripe.books.intents.values()].filter(({ status }) => status === 'succeeded');
    expect(new Set(taken.map(({ metadata }) => metadata['group_id'])).size).toBe(taken.length);
    expect(taken).toHaveLength(2 * HANGING + 1);
    const { rows: drift } = await sql`SELECT FROM orders.promise_drift()`.execute(db);
    expect(drift).toEqual([]);
  });
});
