import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { alertWorld } from '../support/alert-world.ts';
import { waitFor } from '../support/wait-for.ts';

describe('a change since an alert was set', () => {
  it.each([true, false])('counts from the first price met where none was known, once (waiting: %s)', async (waits) => {
    await using world = await alertWorld();
    const { db } = world.database;
    const basis = { basis: 'CREATION', waits } as const;
    await world.alert('AAPL', { condition_type: 'PERCENT_CHANGE', threshold_value: '5', ...basis });
    const first = await world.lead();
    first.print(['AAPL', 100_00], ['AAPL', 104_99]);
    await waitFor('a base', async () => {
      const { rows } = await sql<{ base: string }>`SELECT price_at_creation AS base FROM alerts.targets`.execute(db);
      return rows[0]?.base === '100.00';
    });
    await first.stop();
    expect(await world.firings()).toEqual([]);

    const next = await world.lead({ from: first });
    next.print(['AAPL', 104_99], ['AAPL', 105_00]);
    await waitFor('a firing', async () => (await world.firings()).length > 0);
    expect(await world.firings()).toMatchObject([{ arming: 1, price: '105.00', reference_price: '100.00' }]);
  });
});
