import { sql } from 'kysely';
import { eachOf, type Guest, isFault } from '../guests.ts';
import { type Scenario, shuffled } from '../scenario.ts';
import type { World } from '../world.ts';
import { refOf } from './references.ts';

const AT_ONCE = 6;

export const expiringHolds: Scenario = {
  name: 'expiring-holds',
  promise:
    'a checkout whose time runs out while it is paid ends placed with its pieces, or over with its money given back',
  checker: 'each round sells its one piece once at most; nothing fails inside; I3, I12',
  rounds: 150,
  round: 'one piece, held and being paid; its time runs out while its buyer pays, comes back, and another one buys',
  async run(world, { rounds, random }) {
    const pieces = await world.listings(rounds, 1);
    const guests = await world.guests(pieces.flatMap((listing) => [0, 1].map(() => [{ listing, quantity: 1 }])));
    const broken = await eachOf(pieces, AT_ONCE, async (_, place) => {
      const [payer, other] = guests.slice(place * 2, place * 2 + 2) as [Guest, Guest];
      const { data: group, status } = await payer.checkOut({ method: 'test_action' });
      if (status >= 300) return `round ${place}: not begun`;
      const ref = refOf(group.payment?.action_url);
      const steps = shuffled(
        [
          () => payer.call('answerTestPayment', { params: { ref }, body: { answer: 'approve' } }),
          () => payer.call('confirmPayment', { params: { id: group.id } }),
          () => runOut(world, group.id),
          () => other.checkOut(),
        ],
        random,
      );
      const answers = await Promise.all(steps.map((step) => step()));
      const faults = answers.filter((answer) => answer !== null && isFault(answer));
      return faults.length === 0 ? null : `round ${place}: ${JSON.stringify(faults[0]?.errors)}`;
    });
    return [
      ...broken.filter((one) => one !== null),
      ...(await soldTwice(
        world,
        pieces.map((one) => one.listing_id),
      )),
    ];
  },
};

/** The half hour of a checkout is over, and so is its hold. */
async function runOut({ db }: World, group_id: string): Promise<null> {
  await sql`UPDATE orders.order_groups SET pay_until = now() - interval '1 second' WHERE id = ${group_id}`.execute(db);
  await sql`UPDATE orders.payments SET next_check_at = now() WHERE group_id = ${group_id} AND next_check_at IS NOT NULL`.execute(
    db,
  );
  return null;
}

/** Listings of one piece that were sold more often. */
export async function soldTwice({ db }: World, listing_ids: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{
    listing_id: string;
    pieces: number;
  }>`SELECT line.listing_id, sum(line.quantity)::int AS pieces
    FROM orders.order_lines AS line JOIN orders.orders AS sold ON sold.id = line.order_id AND sold.placed_at IS NOT NULL
    WHERE line.listing_id = ANY (${listing_ids}::uuid[]) GROUP BY 1 HAVING sum(line.quantity) > 1`.execute(db);
  return rows.map(({ listing_id, pieces }) => `${listing_id} was sold ${pieces} times`);
}
