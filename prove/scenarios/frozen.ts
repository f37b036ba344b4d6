import { sql } from 'kysely';
import { eachOf } from '../guests.ts';
import { countsOf, type Scenario } from '../scenario.ts';
import type { World } from '../world.ts';

const BUYERS = 4;
const AT_ONCE = 4;
const EXPECTED = new Set(['placed', 'total_changed', 'basket_incomplete']);

export const frozen: Scenario = {
  name: 'frozen',
  promise:
    'what was bought stays as it was bought, whatever becomes of price and name of the piece; nobody pays a price they did not see',
  checker:
    'orders and lines before and after the edit are equal (I14); answers are placed, or say that the price changed',
  rounds: 40,
  round: `${BUYERS} buy, the vendor edits price and title, ${BUYERS} more buy meanwhile`,
  async run(world, { rounds, random }) {
    const { owner } = world.shop;
    const pieces = await world.listings(rounds, 100);
    const baskets = pieces.flatMap((listing) => Array.from({ length: 2 * BUYERS }, () => [{ listing, quantity: 1 }]));
    const guests = await world.guests(baskets);
    const broken = await eachOf(pieces, AT_ONCE, async ({ listing_id, vendor }, place) => {
      const buyers = guests.slice(place * 2 * BUYERS, (place + 1) * 2 * BUYERS);
      await Promise.all(buyers.slice(0, BUYERS).map((buyer) => buyer.checkOut()));
      const before = await frozenOf(world, listing_id, null);
      const edit = owner.call('updateCollectible', {
        params: { vendor_id: vendor.vendor_id, id: listing_id },
        body: { price_minor: 2_000 + random(1_000), title: 'Another name' },
        headers: { 'if-match': '*' },
      });
      const [edited, ...answers] = await Promise.all([edit, ...buyers.slice(BUYERS).map((buyer) => buyer.checkOut())]);
      const said = answers.map((answer) => answer.code ?? answer.data.status).filter((one) => !EXPECTED.has(one));
      const overpaid = await frozenOf(world, listing_id, 1250);
      const found: string[] = [];
      if (edited.status >= 300) found.push(`not edited: ${JSON.stringify(edited.errors)}`);
      if (said.length > 0) found.push(countsOf(said));
      if (overpaid.length > 0) found.push(`${overpaid.length} pay another price than they saw`);
      const after = new Set(await frozenOf(world, listing_id, null));
      if (before.length !== BUYERS || before.some((one) => !after.has(one))) found.push('what was bought has changed');
      return found.map((one) => `round ${place}: ${one}`);
    });
    return broken.flat();
  },
};

/** What of the orders of a listing never changes. @param other_than leaves out orders at this price. */
async function frozenOf({ db }: World, listing_id: string, other_than: number | null): Promise<string[]> {
  const { rows } = await sql<{
    row: string;
  }>`SELECT jsonb_build_object('order', to_jsonb(sold) - ARRAY['status', 'version',
      'payment_status', 'fulfilment_status', 'updated_at', 'paid_minor', 'placed_at', 'due_at'], 'line', to_jsonb(line))::text AS row
    FROM orders.order_lines AS line JOIN orders.orders AS sold ON sold.id = line.order_id
    WHERE line.listing_id = ${listing_id} AND (${other_than}::bigint IS NULL OR line.unit_price_minor <> ${other_than}::bigint)`.execute(
    db,
  );
  return rows.map(({ row }) => row);
}
