import { eachOf } from '../guests.ts';
import { deadlocks } from '../invariants/check.ts';
import { countsOf, type Scenario, shuffled } from '../scenario.ts';

const LISTINGS = 9;
const LINES = 4;
const BASKETS = 50;
const AT_ONCE = 24;
const STOCK = 1_000_000;

export const manyLines: Scenario = {
  name: 'many-lines',
  promise: `baskets of ${LINES} of ${LISTINGS} listings of three vendors, put together in any order, never lock each other out`,
  checker: 'every one is placed; pg_stat_database.deadlocks does not rise',
  rounds: 8,
  round: `${BASKETS} baskets, ${AT_ONCE} at once`,
  async run(world, { rounds, random }) {
    const before = await deadlocks(world.db);
    const { vendors } = world.shop;
    const lists = vendors.map((vendor, place) =>
      world.listings(LISTINGS / vendors.length, STOCK, { vendor, price_minor: 333 + place }),
    );
    const listings = (await Promise.all(lists)).flat();
    const baskets = Array.from({ length: rounds * BASKETS }, () =>
      shuffled(listings, random)
        .slice(0, LINES)
        .map((listing) => ({ listing, quantity: 1 + random(3) })),
    );
    const answers = await eachOf(await world.guests(baskets), AT_ONCE, (guest) => guest.buy());
    const broken = answers.map((answer) => answer.code ?? answer.data.status).filter((said) => said !== 'placed');
    const locked = (await deadlocks(world.db)) - before;
    return [...(broken.length > 0 ? [countsOf(broken)] : []), ...(locked > 0 ? [`${locked} deadlocks`] : [])];
  },
};
