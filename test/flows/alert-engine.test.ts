import { describe, expect, it } from 'vitest';
import { alertWorld } from '../support/alert-world.ts';
import { waitFor } from '../support/wait-for.ts';

describe('the alert engine', () => {
  it('records one firing with its print and tells it once, and the alert is triggered', async () => {
    await using world = await alertWorld();
    const id = await world.alert('AAPL', { condition_type: 'PRICE_ABOVE', threshold_value: '200' });
    const feed = await world.lead();
    feed.print(['AAPL', 199_00]);
    feed.print(['AAPL', 200_00], ['AAPL', 201_00]);
    await waitFor('a firing', async () => (await world.firings()).length > 0);
    await feed.stop();
    expect(await world.firings()).toMatchObject([
      { alert_id: id, arming: 1, price: '200.00', previous_price: '199.00', source: 'test', crossings: 1 },
    ]);
    expect(await world.alertRow(id)).toMatchObject({ status: 'triggered', fired_count: 1 });
    expect(await world.notices()).toHaveLength(1);
  });
});
