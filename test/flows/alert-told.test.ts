import { describe, expect, it } from 'vitest';
import { startApp } from '../support/app.ts';
import { waitFor } from '../support/wait-for.ts';

describe('an alert in the whole program', () => {
  it('fires, can be explained by its print, and is told in the inbox', async () => {
    await using app = await startApp();
    const person = await app.register();
    const body = {
      stock_symbol: 'BTC-USD',
      condition_type: 'PRICE_ABOVE',
      threshold_value: '0.01',
      if_already_true: 'fire',
    } as const;
    const { id } = await waitFor('a price', async () => {
      const answer = await person.call('createAlert', { body });
      return answer.status === 201 ? answer.data : null;
    });
    const firings = await waitFor('a firing', async () => {
      const all = await person.do('listAlertFirings', { query: {} });
      return all.length > 0 ? all : null;
    });
    expect(firings).toMatchObject([{ alert_id: id, arming: 1, source: 'simulator', simulated: true }]);
    expect(await person.do('getAlert', { params: { id } })).toMatchObject({ status: 'triggered', fired_count: 1 });
    const [told] = await person.do('listNotifications', { query: { kind: 'alert_fired' } });
    expect(told).toMatchObject({ alert_id: id, firing_id: firings[0]?.id });
  });
});
