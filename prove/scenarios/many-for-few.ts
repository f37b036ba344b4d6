import { countsOf, type Scenario } from '../scenario.ts';

const BUYERS = 400;
const PIECES = 50;

export const manyForFew: Scenario = {
  name: 'many-for-few',
  promise: `${BUYERS} buyers of one listing with ${PIECES} pieces buy exactly ${PIECES}`,
  checker: `answers of each round: placed ${PIECES}, insufficient_stock ${BUYERS - PIECES}`,
  rounds: 5,
  round: `${BUYERS} buyers at once, ${PIECES} pieces`,
  async run(world, { rounds }) {
    const broken: string[] = [];
    for (const listing of await world.listings(rounds, PIECES)) {
      const buyers = await world.guests(Array.from({ length: BUYERS }, () => [{ listing, quantity: 1 }]));
      const answers = await Promise.all(buyers.map((buyer) => buyer.checkOut()));
      const seen = answers.map((answer) => answer.code ?? answer.data.status);
      const placed = seen.filter((one) => one === 'placed').length;
      const refused = seen.filter((one) => one === 'insufficient_stock').length;
      if (placed !== PIECES || refused !== BUYERS - PIECES) broken.push(countsOf(seen));
    }
    return broken;
  },
};
