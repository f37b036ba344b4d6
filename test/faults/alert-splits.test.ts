import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { recordSplits } from '../../server/modules/market/services/insert-split.ts';
import { systemClock } from '../../server/platform/clock.ts';
import { alertWorld, type AlertWorld } from '../support/alert-world.ts';
import type { LeadOptions } from '../support/leading-process.ts';
import { waitFor } from '../support/wait-for.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 1_440 * MINUTE_MS;

interface Given extends AlertWorld {
  /** Fires when a price in new pieces is taken for one in old ones. */
  readonly below: string;
  readonly above: string;
}

/** Alerts set days ago, and a feed whose last print was two days ago at 1000.00. */
async function given(options: LeadOptions = {}) {
  const world = await alertWorld('AAPL');
  const at = new Date(systemClock.ms() - 5 * DAY_MS);
  const below = await world.alert('AAPL', { condition_type: 'PRICE_BELOW', threshold_value: '600', at });
  const above = await world.alert('AAPL', { condition_type: 'CROSSES_UP', threshold_value: '1020', at });
  const feed = await world.lead(options);
  feed.goTo(2 * DAY_MS);
  feed.print(['AAPL', 1000_00]);
  await waitFor('a checkpoint', async () => {
    const { rows } = await sql`SELECT FROM alerts.checkpoints`.execute(world.database.db);
    return rows.length > 0;
  });
  return { ...world, below, above, feed };
}

/** A day between the last print and the next, whatever the time of the day. */
const yesterday = () => new Date(systemClock.ms() - DAY_MS).toISOString().slice(0, 10);

/** Enters a split of yesterday. */
async function split({ database, registry }: AlertWorld, new_pieces: number): Promise<void> {
  const ex_date = yesterday();
  const instrument_id = registry.at(0).id;
  await recordSplits(database.platform(), [{ instrument_id, ex_date, new_pieces, old_pieces: 1, source: 'test' }]);
}

async function thresholds({ below, above, alertRow }: Given): Promise<readonly number[]> {
  const rows = [await alertRow(below), await alertRow(above)];
  return rows.map(({ threshold_value }) => Number(threshold_value));
}

async function followed({ database }: AlertWorld): Promise<number> {
  return (await sql`SELECT FROM alerts.splits_followed`.execute(database.db)).rows.length;
}

/** Everything that was printed is decided, and all there is to say of a split was said. */
async function expectOnce(world: Given, moved: readonly number[], told: number): Promise<void> {
  expect(await thresholds(world)).toEqual(moved);
  expect(await followed(world)).toBe(moved[0] === 600 ? 0 : 1);
  expect(await world.firings()).toEqual([]);
  expect((await world.notices()).map(({ kind }) => kind)).toEqual(Array.from({ length: told }, () => 'alert_changed'));
}

describe('a split', () => {
  it('that the board met, of a process that died before the engine had followed it, is followed once at the next load', async () => {
    let tries = 0;
    await using world = await given({
      reached: (point) => {
        if (point !== 'split_followed') return;
        tries += 1;
        throw new Error('the process died');
      },
    });
    world.feed.goTo(MINUTE_MS);
    world.feed.print(['AAPL', 100_00], ['AAPL', 101_00]); // the second confirms the jump, and the board meets a split
    await split(world, 10);
    await waitFor('the engine to follow it', () => tries > 0);
    await world.feed.stop();
    await expectOnce(world, [600, 1020], 0);

    const second = await world.lead({ from: world.feed });
    await expectOnce(world, [60, 102], 2);
    await second.stop();
    const third = await world.lead({ from: second });
    await expectOnce(world, [60, 102], 2);
    third.goTo(MINUTE_MS / 2);
    third.print(['AAPL', 102_00]);
    await waitFor('a firing', async () => (await world.firings()).length > 0);
    await third.stop();
    expect(await world.firings()).toMatchObject([{ alert_id: world.above, previous_price: '101.00', price: '102.00' }]);
  });

  it('that was entered while no engine ran is followed before the first print of its day is evaluated', async () => {
    await using world = await given();
    await world.feed.stop();
    await split(world, 2); // no board takes a fall by half for a split
    const feed = await world.lead({ from: world.feed });
    await expectOnce(world, [600, 1020], 0);
    feed.goTo(MINUTE_MS);
    feed.print(['AAPL', 505_00]);
    await waitFor('the split', async () => (await followed(world)) > 0);
    await expectOnce(world, [300, 510], 2);
    feed.print(['AAPL', 510_00]);
    await waitFor('a firing', async () => (await world.firings()).length > 0);
    await feed.stop();
    expect(await world.firings()).toMatchObject([{ alert_id: world.above, previous_price: '505.00', price: '510.00' }]);
  });

  it('that was entered and that the board meets as well is followed once', async () => {
    await using world = await given();
    await world.feed.stop();
    await split(world, 10);
    const feed = await world.lead({ from: world.feed });
    feed.goTo(MINUTE_MS);
    feed.print(['AAPL', 100_00], ['AAPL', 101_00]);
    await waitFor('the split', async () => (await followed(world)) > 0);
    await feed.stop();
    await expectOnce(world, [60, 102], 2);
  });

  it('whose answer from the database was lost is followed once, and prices go on in new pieces', async () => {
    let tries = 0;
    await using world = await given();
    await world.feed.stop();
    await split(world, 2);
    const feed = await world.lead({
      from: world.feed,
      reached: (point) => {
        if (point !== 'split_committed') return;
        tries += 1;
        if (tries === 1) throw new Error('the connection was lost');
      },
    });
    feed.goTo(MINUTE_MS);
    feed.print(['AAPL', 512_00]);
    await waitFor('a second try', () => tries > 1);
    await waitFor('a firing', async () => (await world.firings()).length > 0);
    await feed.stop();
    expect(await thresholds(world)).toEqual([300, 510]);
    expect(await followed(world)).toBe(1);
    expect(await world.firings()).toMatchObject([{ alert_id: world.above, previous_price: '500.00', price: '512.00' }]);
  });

  it('of real prices kept beside made-up ones moves nothing that watches the made-up ones', async () => {
    const provider = { simulated: true, computed: { begins_ms: 0, candles: () => [], splits: () => [] } };
    await using world = await given({ provider });
    await world.feed.stop();
    await split(world, 2);
    const feed = await world.lead({ from: world.feed, provider });
    feed.goTo(MINUTE_MS);
    feed.print(['AAPL', 900_00]);
    await waitFor('the print', async () => {
      const { rows } = await sql`SELECT FROM alerts.checkpoints WHERE price = 900`.execute(world.database.db);
      return rows.length > 0;
    });
    await feed.stop();
    await expectOnce(world, [600, 1020], 0);
  });

  it('of made-up prices, which only their source knows, is followed', async () => {
    const split_2_1 = { ex_date: yesterday(), new_pieces: 2, old_pieces: 1 };
    const computed = { begins_ms: 0, candles: () => [], splits: () => [split_2_1] };
    const provider = { simulated: true, computed };
    await using world = await given({ provider });
    await world.feed.stop();
    const feed = await world.lead({ from: world.feed, provider });
    feed.goTo(MINUTE_MS);
    feed.print(['AAPL', 505_00]);
    await waitFor('the split', async () => (await followed(world)) > 0);
    await feed.stop();
    await expectOnce(world, [300, 510], 2);
  });
});
