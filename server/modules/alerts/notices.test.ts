import { describe, expect, it } from 'vitest';
import { expiredNotice, firedNotice, pausedNotice, splitNotice, type ToldAlert, type ToldFiring } from './notices.ts';
import { ruleFrom } from './read-rule.ts';

const alert: ToldAlert = { id: 'a1', user_id: 'u1', note: 'sell half', message: null, channels: ['in_app', 'email'] };
const at = new Date('2026-11-20T14:18:04.123Z');
const firing: ToldFiring = {
  id: 'f1',
  arming: 3,
  definition: ruleFrom({ condition_type: 'PRICE_ABOVE', threshold_value: '200.00' }),
  sentence: 'AAPL rises to 200.00 or above',
  instrument: { id: 'i1', symbol: 'AAPL', name: 'Apple', currency: 'USD' },
  list_name: null,
  price: '200.10',
  reference_price: null,
  previous_price: '199.90',
  previous_close: '195.00',
  crossings: 1,
  source: 'simulator',
  simulated: true,
  print_at: at,
  recorded_at: at,
};

describe('what is told of a firing', () => {
  it('says what happened in its title, and by which rule', () => {
    const notice = firedNotice(alert, firing);
    expect(notice).toMatchObject({
      kind: 'alert_fired',
      dedupe_key: 'firing:a1:i1:3',
      title: 'AAPL rose to 200.10 USD',
      body: 'AAPL rises to 200.00 or above.',
      link: '/alerts?firing=f1',
      channels: ['in_app', 'email'],
      simulated: true,
    });
    expect(notice.facts).toContainEqual({ label: 'Price', value: '200.10 USD' });
    expect(notice.facts).toContainEqual({ label: 'Source', value: 'simulator (made up)' });
    expect(notice.facts).toContainEqual({ label: 'Note', value: 'sell half' });
  });

  it("is the owner's own words where they left some, with the placeholders filled and unknown ones left", () => {
    const message =
      '{{symbol}} ({{name}}) {{price}}/{{threshold}} {{change_pct}}% {{ time }} {{note}} {{list}}{{what}}';
    expect(firedNotice({ ...alert, message }, firing).body).toBe(
      'AAPL (Apple) 200.10/200.00 2.62% 2026-11-20 14:18:04 UTC sell half {{what}}',
    );
  });

  it('tells what a cooldown held back', () => {
    expect(firedNotice(alert, { ...firing, crossings: 7 }).body).toContain('It happened 7 times');
  });

  it('says how far a change went, to two decimals', () => {
    const definition = ruleFrom({ condition_type: 'PERCENT_CHANGE', threshold_value: '-5' });
    const fell = { ...firing, definition, price: '189.995', reference_price: '200.00' };
    expect(firedNotice(alert, fell).title).toBe('AAPL fell 5.00 %, now at 189.995 USD');
  });
});

describe('what is told of a change that the owner did not make', () => {
  const told = { subject: 'AAPL', symbol: 'AAPL', sentence: 'AAPL rises to 50.00 or above', at };

  it('says why it is paused and what to do', () => {
    expect(pausedNotice(alert, { ...told, reason: 'storm' })).toMatchObject({
      kind: 'alert_changed',
      title: 'Your alert is paused: AAPL',
      body: expect.stringContaining('more than 15 times in 3 minutes'),
      link: '/alerts?alert=a1',
    });
  });

  it('says that it ran out, once per end', () => {
    const first = expiredNotice(alert, { ...told, expires_at: at });
    const later = expiredNotice(alert, { ...told, expires_at: new Date(at.getTime() + 1000) });
    expect(first.body).toContain('2026-11-20 14:18:04 UTC');
    expect(later.dedupe_key).not.toBe(first.dedupe_key);
  });

  it('says how a split moved it', () => {
    const split = { ...told, split_key: 's1', sentence_before: 'AAPL rises to 200.00 or above' };
    expect(splitNotice(alert, { ...split, ratio: 4 }).title).toBe('AAPL was split 4 for 1: your alert follows');
    expect(splitNotice(alert, { ...split, ratio: 0.1 }).title).toBe('AAPL was split 1 for 10: your alert follows');
  });
});
