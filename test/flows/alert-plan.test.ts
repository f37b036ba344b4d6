import { describe, expect, it } from 'vitest';
import { tiers } from '../../contract/tiers.ts';
import { startApp } from '../support/app.ts';
import { waitFor } from '../support/wait-for.ts';

const MAX = tiers.standard.active_alerts_max;

describe('a plan that an administrator changes', () => {
  it('pauses the newest alerts beyond it at once, and lets them go on at once when there is room again', async () => {
    await using app = await startApp();
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
