import { eachOf, isFault } from '../guests.ts';
import { type Scenario, shuffled } from '../scenario.ts';

const AT_ONCE = 6;

export const cancelShipRefund: Scenario = {
  name: 'cancel-ship-refund',
  promise: 'an order that is cancelled by both sides, sent and refunded at the same moment loses no piece and no cent',
  checker: 'nothing fails inside; I2, I3, I7, I8, I9 of what is left',
  rounds: 200,
  round: 'one order of three pieces; seven changes against each other',
  async run(world, { rounds, random }) {
    const { owner, vendors } = world.shop;
    const lists = vendors.map((vendor) => world.listings(rounds, 3, { vendor, price_minor: 999 }));
    const [first = [], second = [], third = []] = await Promise.all(lists);
    const guests = await world.guests(
      first.map((listing, place) => {
        const other = (place % 2 === 0 ? second : third)[place] ?? listing;
        return [{ listing: place % 3 === 0 ? other : listing, quantity: 3 }];
      }),
    );
    const broken = await eachOf(guests, AT_ONCE, async (guest, place) => {
      const { data: group, status } = await guest.buy();
      const [order] = group?.orders ?? [];
      const [line] = order?.lines ?? [];
      if (status >= 300 || order === undefined || line === undefined) return `round ${place}: not placed`;
      const params = { vendor_id: order.vendor.id, id: order.id };
      const pieces = (quantity: number) => ({ lines: [{ line_id: line.id, quantity }] });
      const buyer = { id: group.id, order_id: order.id };
      const steps = shuffled(
        [
          () => guest.call('cancelOrder', { params: buyer, body: pieces(1) }),
          () => guest.call('cancelOrder', { params: buyer, body: {} }),
          () => owner.call('shipOrder', { params, body: pieces(1) }),
          () => owner.call('shipOrder', { params, body: {} }),
          () => owner.call('cancelVendorOrder', { params, body: pieces(2) }),
          () => owner.call('refundOrder', { params, body: { amount_minor: 1 + random(900), reason: 'Late' } }),
          () => owner.call('refundOrder', { params, body: { ...pieces(1), shipping: true, reason: 'Bent' } }),
        ],
        random,
      );
      const answers = await Promise.all(steps.map((step) => step()));
      const fault = answers.find(isFault);
      return fault === undefined ? null : `round ${place}: ${JSON.stringify(fault.errors)}`;
    });
    return broken.filter((one) => one !== null);
  },
};
