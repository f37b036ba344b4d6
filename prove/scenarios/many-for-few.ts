import { waitFor } from '../../test/support/wait-for.ts';
import type { Guest } from '../guests.ts';
import { countsOf, type Scenario } from '../scenario.ts';

const BUYERS = 400;
const PIECES = 50;
/** On a busy machine a payment may not be answered in time: it is asked about until it is known. */
const KNOWN_MS_MAX = 120_000;

export const manyForFew: Scenario = {
  name: 'many-for-few',
  promise: `${BUYERS} buyers of one listing with ${PIECES} pieces buy exactly ${PIECES}`,
  checker: `what each comes to in the end: placed ${PIECES}, insufficient_stock ${BUYERS - PIECES}`,
  rounds: 5,
  round: `${BUYERS} buyers at once, ${PIECES} pieces`,
  async run(world, { rounds }) {
    const broken: string[] = [];
    for (const listing of await world.listings(rounds, PIECES)) {
      const buyers = await world.guests(Array.from({ length: BUYERS }, () => [{ listing, quantity: 1 }]));
      const seen = await Promise.all(buyers.map(buysIt));
      const placed = seen.filter((one) => one === 'placed').length;
      const refused = seen.filter((one) => one === 'insufficient_stock').length;
      if (placed !== PIECES || refused !== BUYERS - PIECES) broken.push(countsOf(seen));
    }
    return broken;
  },
};

/** As a browser does: a payment that is not known yet is asked about, and one that was not made is made again. @returns what became of it. */
async function buysIt(buyer: Guest): Promise<string> {
  const { code, data } = await buyer.checkOut();
  if (code !== null || data.status !== 'pending_payment') return code ?? data.status;
  const params = { id: data.id };
  return waitFor(
    'the payment to be known',
    async () => {
      const { data: group } = await buyer.call('getOrderGroup', { params });
      if (group?.status !== 'pending_payment') return group?.status;
      if (group.payment?.state === 'cancelled')
        await buyer.call('payAgain', { params, body: { payment_method: 'test_approve' } });
      return null;
    },
    KNOWN_MS_MAX,
  );
}
