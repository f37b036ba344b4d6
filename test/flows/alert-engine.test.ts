import { describe, expect, it } from 'vitest';
import { manualClock, systemClock } from '../../server/platform/clock.ts';
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

  it('lets a pause win that came before the firing was recorded', async () => {
    await using world = await alertWorld();
    const id = await world.alert('AAPL', { condition_type: 'CROSSES_UP', threshold_value: '200' });
    const feed = await world.lead();
    feed.print(['AAPL', 199_00]);
    await world.pause(id);
    feed.print(['AAPL', 201_00]);
    await feed.stop();
    expect(await world.firings()).toEqual([]);
  });

  it('counts what a cooldown holds back and tells it with the next firing', async () => {
    await using world = await alertWorld();
    const clock = manualClock(Date.now());
    const crossing = {
      condition_type: 'CROSSES_UP',
      threshold_value: '200',
      repeat: 'COOLDOWN',
      cooldown_s: 60,
      at: clock.now(),
    } as const;
    await world.alert('AAPL', crossing);
    const feed = await world.lead({ platform: { clock } });
    const cross = (later_ms: number): void => {
      clock.advance(later_ms);
      feed.print(['AAPL', 199_00], ['AAPL', 201_00]);
    };
    cross(1);
    await waitFor('the first firing', async () => (await world.firings()).length === 1);
    cross(1);
    cross(59_998);
    cross(1);
    await waitFor('the second firing', async () => (await world.firings()).length === 2);
    await feed.stop();
    expect(await world.firings()).toMatchObject([
      { arming: 1, crossings: 1 },
      { arming: 2, crossings: 3 },
    ]);
  });

  it('pauses an alert that fires more than 15 times in 3 minutes, and says so', async () => {
    await using world = await alertWorld();
    const id = await world.alert('AAPL', {
      condition_type: 'CROSSES_UP',
      threshold_value: '200',
      repeat: 'EVERY_CROSS',
    });
    const feed = await world.lead();
    for (let n = 0; n < 20; n += 1) feed.print(['AAPL', 195_00], ['AAPL', 205_00]);
    await waitFor('the pause', async () => (await world.alertRow(id)).status === 'paused');
    await feed.stop();
    expect(await world.alertRow(id)).toMatchObject({ pause_reason: 'storm', fired_count: 15 });
    expect(await world.firings()).toHaveLength(15);
    expect((await world.notices()).map(({ kind }) => kind).filter((kind) => kind === 'alert_changed')).toHaveLength(1);
  });

  it('moves thresholds with a split, once, and tells the owner', async () => {
    await using world = await alertWorld();
    const id = await world.alert('AAPL', { condition_type: 'PRICE_ABOVE', threshold_value: '1200' });
    const feed = await world.lead();
    feed.print(['AAPL', 1000_00]);
    feed.board.announce([{ kind: 'split', index: 0, ratio: 10, at_ms: 0 }], feed.board.run.token);
    feed.print(['AAPL', 101_00], ['AAPL', 119_00], ['AAPL', 120_00]);
    await waitFor('a firing', async () => (await world.firings()).length > 0);
    await feed.stop();
    expect(Number((await world.alertRow(id)).threshold_value)).toBe(120);
    expect(await world.firings()).toMatchObject([{ price: '120.00', previous_price: '119.00' }]);
    expect((await world.notices()).map(({ kind }) => kind)).toEqual(['alert_changed', 'alert_fired']);
  });

  it('goes on from its checkpoint: what crossed while nobody evaluated fires at the next start', async () => {
    await using world = await alertWorld();
    const at = new Date(systemClock.ms() - 120_000); // before the first print
    const id = await world.alert('AAPL', { condition_type: 'CROSSES_UP', threshold_value: '200', at });
    const before = await world.lead();
    before.print(['AAPL', 199_00]);
    await before.stop();
    before.print(['AAPL', 203_00], ['AAPL', 198_00]); // seen by the board, evaluated by nobody
    const after = await world.lead({ from: before });
    await waitFor('a firing', async () => (await world.firings()).length > 0);
    await after.stop();
    expect(await world.firings()).toMatchObject([{ alert_id: id, price: '203.00' }]);
  });
});
