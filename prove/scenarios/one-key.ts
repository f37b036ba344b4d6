import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { eachOf } from '../guests.ts';
import { countsOf, type Scenario } from '../scenario.ts';

const CALLS = 60;
const AT_ONCE = 2;

export const oneKey: Scenario = {
  name: 'one-key',
  promise: `${CALLS} calls with one Idempotency-Key, to any process, make one order, and all hear the same of it`,
  checker: 'of each round one checkout and one payment; answers are equal to the byte; another body is refused',
  rounds: 20,
  round: `${CALLS} calls at once, one replay, one call with another body`,
  async run(world, { rounds }) {
    const pieces = await world.listings(rounds, CALLS);
    const guests = await world.guests(pieces.map((listing) => [{ listing, quantity: 1 }]));
    const broken = await eachOf(guests, AT_ONCE, async (guest, place) => {
      const key = randomUUID();
      const answers = await Promise.all(Array.from({ length: CALLS }, () => guest.checkOut({ key })));
      const again = await guest.checkOut({ key });
      const other = await guest.checkOut({ key, total_minor: 1 });
      const refused = [...answers, again].filter((answer) => answer.status >= 300);
      const different = new Set([...answers, again].map((answer) => JSON.stringify(answer.data)));
      const found: string[] = [];
      if (refused.length > 0) found.push(`refused: ${countsOf(refused.map(({ code }) => code ?? ''))}`);
      if (different.size !== 1) found.push(`${different.size} different answers`);
      if (other.code !== 'idempotency_key_reused') found.push(`another body: ${other.code ?? other.status}`);
      const made = await sql<{
        checkouts: number;
        payments: number;
      }>`SELECT count(DISTINCT bought.id)::int AS checkouts,
        count(paid.id)::int AS payments FROM orders.order_groups AS bought
        LEFT JOIN orders.payments AS paid ON paid.group_id = bought.id WHERE bought.basket_id = ${guest.basket_id}`.execute(
        world.db,
      );
      const [{ checkouts, payments } = { checkouts: 0, payments: 0 }] = made.rows;
      if (checkouts !== 1 || payments !== 1) found.push(`${checkouts} checkouts, ${payments} payments`);
      return found.map((one) => `round ${place}: ${one}`);
    });
    return broken.flat();
  },
};
