import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { tiers } from '../../contract/tiers.ts';
import type { AlertDoors } from '../../server/modules/alerts/alert-doors.ts';
import { keepToPlan } from '../../server/modules/alerts/services/keep-to-plan.ts';
import { alertWorld } from '../support/alert-world.ts';
import { startApp } from '../support/app.ts';
import { waitFor } from '../support/wait-for.ts';

const MAX = tiers.standard.active_alerts_max;

describe('a plan that an administrator changes', () => {
  it('pauses the newest alerts beyond it at once, and lets them go on at once when there is room again', async () => {
    await using app = await startApp({ requests_per_minute: 100_000 });
    const person = await app.register({ tier: 'premium' });
    const admin = await app.admin();
    // Above any price of what is used here.
    const levels = Array.from({ length: MAX + 2 }, (_, n) => `PRICE_ABOVE,AAPL,${100_000 + n}`);
    await person.do('importAlerts', { body: { csv: ['condition_type,symbol,threshold_value', ...levels].join('\n') } });
    const isSo = async (tier: 'standard' | 'premium', active: number, title: string): Promise<void> => {
      await admin.do('updateUser', { params: { id: person.user_id }, body: { tier } });
      await waitFor('the alerts to follow', async () => {
        const all = await person.do('listAlerts', { query: { limit: 100 } });
        return all.filter(({ status }) => status === 'active').length === active;
      });
      const [newest] = await person.do('listNotifications', { query: { limit: 1 } });
      expect(newest?.title).toBe(title);
    };
    await isSo('standard', MAX, '2 of your alerts are paused');
    await isSo('premium', MAX + 2, '2 of your alerts are active again');
  });
});

describe('an alert that a plan lets go on', () => {
  it('does not fire for a level that was reached meanwhile, but for the next time it is', async () => {
    await using world = await alertWorld();
    const { db } = world.database;
    await world.alert('AAPL', { condition_type: 'PRICE_ABOVE', threshold_value: '200' });
    await sql`UPDATE alerts.alerts SET status = 'paused', pause_reason = 'plan'`.execute(db);
    const feed = await world.lead();
    feed.print(['AAPL', 210_00]);
    const { registry } = world;
    const market: AlertDoors['market'] = {
      find: (symbol) => registry.find(symbol),
      byId: (id) => registry.byId(id),
      view: () => {
        throw new Error('a worker shows nothing');
      },
      quote: () => null,
    };
    await keepToPlan(feed.platform, { market, notify: async (_tx, notices) => notices.map(() => null) });
    feed.print(['AAPL', 211_00]);
    feed.print(['AAPL', 199_00]);
    await waitFor('it to be armed', async () => {
      const { rows } = await sql<{ state: string }>`SELECT state FROM alerts.targets`.execute(db);
      return rows[0]?.state === 'armed';
    });
    expect(await world.firings()).toEqual([]);
    feed.print(['AAPL', 201_00]);
    await waitFor('a firing', async () => (await world.firings()).length > 0);
    expect(await world.firings()).toMatchObject([{ price: '201.00', previous_price: '199.00' }]);
  });
});
