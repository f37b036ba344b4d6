import { eachOf } from '../guests.ts';
import { countsOf, type Scenario } from '../scenario.ts';

const BUYERS = 8;
/** Rounds at the same time: each process has buyers of many of them before it. */
const AT_ONCE = 6;
/** Rounds whose buyers are made together. */
const BATCH = 100;
const WANTED = countsOf(['placed', ...Array<string>(BUYERS - 1).fill('insufficient_stock')]);

export const lastUnit: Scenario = {
  name: 'last-unit',
  promise: `of ${BUYERS} who pay for the last piece at the same moment one has it, and the others pay nothing`,
  checker: `answers of each round: ${WANTED}`,
  rounds: 1_000,
  round: `${BUYERS} buyers, one piece`,
  async run(world, { rounds }) {
    const broken: string[] = [];
    for (let from = 0; from < rounds; from += BATCH) {
      const pieces = await world.listings(Math.min(BATCH, rounds - from), 1);
      const guests = await world.guests(
        pieces.flatMap((listing) => Array.from({ length: BUYERS }, () => [{ listing, quantity: 1 }])),
      );
      await eachOf(pieces, AT_ONCE, async (_, place) => {
        const buyers = guests.slice(place * BUYERS, (place + 1) * BUYERS);
        const answers = await Promise.all(buyers.map((buyer) => buyer.checkOut()));
        const seen = answers.map((answer) => answer.code ?? answer.data.status);
        const said = countsOf(seen.toSorted((a, b) => Number(b === 'placed') - Number(a === 'placed')));
        if (said !== WANTED) broken.push(`round ${from + place}: ${said}`);
      });
    }
    return broken;
  },
};
