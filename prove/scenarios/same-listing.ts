import { eachOf, isFault } from '../guests.ts';
import { countsOf, type Scenario } from '../scenario.ts';

const STOCK = 3;
const AT_ONCE = 6;

export const sameListing: Scenario = {
  name: 'same-listing',
  promise:
    'a basket into which the same listing is put many times at once, held and paid twice, never has more than there is',
  checker: `each round one checkout at most, of ${STOCK} pieces at most; nothing fails inside`,
  rounds: 100,
  round: `${STOCK} pieces; six calls of one guest against each other, then two payments`,
  async run(world, { rounds, random }) {
    const pieces = await world.listings(rounds, STOCK);
    const guests = await world.guests(pieces.map((listing) => [{ listing, quantity: 1 + random(STOCK) }]));
    const broken = await eachOf(guests, AT_ONCE, async (guest, place) => {
      const params = { listing_id: pieces[place]?.listing_id ?? '' };
      const put = (quantity: number) => guest.call('setBasketLine', { params, body: { quantity } });
      const calls = await Promise.all([
        put(STOCK),
        put(2),
        guest.call('holdBasket'),
        put(STOCK),
        guest.call('holdBasket'),
        put(1),
      ]);
      const { data } = await guest.call('getBasket');
      const pay = () => guest.checkOut({ version: data.version, total_minor: data.total_minor });
      const paid = await Promise.all([pay(), pay()]);
      const groups = new Set(paid.flatMap((answer) => (answer.status < 300 ? [answer.data.id] : [])));
      const bought = paid.find((answer) => answer.status < 300)?.data.orders[0]?.lines[0]?.quantity ?? 0;
      const faults = [...calls, ...paid].filter(isFault);
      if (faults.length > 0) return `round ${place}: ${countsOf(faults.map(({ code }) => code ?? ''))}`;
      return groups.size === 1 && bought <= STOCK ? null : `round ${place}: ${groups.size} checkouts, ${bought} pieces`;
    });
    return broken.filter((one) => one !== null);
  },
};
