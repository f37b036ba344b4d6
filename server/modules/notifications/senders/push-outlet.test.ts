import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freshDatabase, type TestDatabase } from '../../../../test/support/database.ts';
import { deliveryJob, newMember } from '../../../../test/support/deliveries.ts';
import { pushBrowser, readVapid } from '../../../../test/support/push-browser.ts';
import { type Receiver, startReceiver } from '../../../../test/support/receiver.ts';
import { manualClock } from '../../../platform/clock.ts';
import { inTransaction } from '../../../platform/db/transaction.ts';
import { createOutboundClient } from '../../../platform/outbound/outbound-client.ts';
import { listPushSubscriptions } from '../push/selectors/list-push-subscriptions.ts';
import { pushTargets } from '../push/selectors/push-targets.ts';
import { addPushSubscription, BROWSER_GONE } from '../push/services/add-push-subscription.ts';
import { removePushSubscription } from '../push/services/remove-push-subscription.ts';
import { openVapid } from '../push/vapid.ts';
import { createPushOutlet } from './push-outlet.ts';
import type { Outcome } from './sender.ts';

const CONTACT = 'https://stock.example.org';
let database: TestDatabase;
let service: Receiver;
beforeAll(async () => {
  [database, service] = await Promise.all([freshDatabase(), startReceiver()]);
});
afterAll(async () => {
  for (const one of [database, service]) await one[Symbol.asyncDispose]();
});

/** An account that is told in one browser, at a time that stands still. */
async function startPush() {
  const clock = manualClock(Date.UTC(2026, 10, 20));
  const platform = database.platform({ clock });
  const client = createOutboundClient({
    allow: [{ host: '127.0.0.1', port: Number(new URL(service.url).port) }],
    clock,
  });
  const vapid = openVapid(platform.secrets, CONTACT);
  const outlet = createPushOutlet(platform, client, vapid);
  const browser = pushBrowser();
  const subscription = browser.subscription(`${service.url}/push/${randomBytes(8).toString('hex')}`);
  const add = async (actor: Awaited<ReturnType<typeof newMember>>) =>
    addPushSubscription(platform, client, { actor, body: subscription, user_agent: 'Firefox/150 on Linux' });
  const actor = await newMember(database.db);
  const { id } = await add(actor);
  const job = (more = {}) => deliveryJob({ channel: 'push', target_id: id, user_id: actor.user_id }, more);
  const settle = (outcome: Outcome) =>
    inTransaction(database.db, async (tx) =>
      outlet.settled?.(tx, { job: job(), outcome, status: 'sent', at: clock.now() }),
    );
  const known = (of = actor) => listPushSubscriptions(platform, of);
  return { platform, outlet, browser, vapid, actor, id, job, settle, known, add };
}

describe('a browser', () => {
  it('is told through its push service, which reads nothing, and which knows who sends', async () => {
    const { outlet, browser, vapid, job, settle, known } = await startPush();
    service.answers(201);
    const one = job({ link: '/alerts?firing=1' });
    const outcome = await outlet.sender.send(one);
    expect(outcome).toMatchObject({ kind: 'sent', code: 201 });
    const { headers = {}, bytes = Buffer.alloc(0) } = service.received.at(-1) ?? {};
    expect(headers).toMatchObject({ ttl: '14400', urgency: 'high', 'content-encoding': 'aes128gcm' });
    expect(headers['topic']).toMatch(/^[\w-]{32}$/);
    expect(bytes.toString('latin1')).not.toContain('AAPL');
    expect(browser.read(bytes)).toMatchObject({
      title: 'AAPL crossed 200',
      body: 'At 200.12 USD.',
      link: '/alerts?firing=1',
    });
    expect(readVapid(headers.authorization)).toEqual({
      key: vapid.public_key,
      claims: { aud: service.url, exp: Date.UTC(2026, 10, 20, 12) / 1000, sub: CONTACT },
    });
    await settle(outcome);
    expect(await known()).toMatchObject([{ client: 'Firefox/150 on Linux', last_used_at: '2026-11-20T00:00:00.000Z' }]);
  });

  it('is disturbed less for what is no alert', async () => {
    const { outlet, job } = await startPush();
    await outlet.sender.send(job({ kind: 'account' }));
    expect(service.received.at(-1)?.headers['urgency']).toBe('normal');
  });

  it('is forgotten when its subscription has ended', async () => {
    for (const code of [404, 410]) {
      const { outlet, actor, job, settle, known } = await startPush();
      service.answers(code);
      const outcome = await outlet.sender.send(job());
      expect(outcome).toEqual({ kind: 'suppressed', reason: BROWSER_GONE });
      expect(await settle(outcome)).toEqual([]);
      expect(await known()).toEqual([]);
      expect(await inTransaction(database.db, (tx) => pushTargets(tx, [actor.user_id]))).toEqual([]);
      expect(await outlet.sender.send(job())).toEqual({ kind: 'suppressed', reason: BROWSER_GONE });
    }
  });

  it('is tried again after what passes, and not after what does not', async () => {
    const { outlet, job } = await startPush();
    const send = async (code: number): Promise<Outcome> => {
      service.answers((response) => response.writeHead(code, { 'retry-after': '60' }).end());
      return outlet.sender.send(job());
    };
    for (const code of [408, 429, 500, 503])
      expect(await send(code)).toMatchObject({ kind: 'retry', code, after_ms: 60_000 });
    for (const code of [307, 400, 401, 403, 413]) expect(await send(code)).toMatchObject({ kind: 'failed', code });
  });

  it('stays one browser however often it subscribes, and belongs to whom it subscribed for last', async () => {
    const { platform, outlet, actor, id, job, known, add } = await startPush();
    expect(await add(actor)).toMatchObject({ id });
    const second = await newMember(database.db);
    const taken = await add(second);
    expect(taken.id).not.toBe(id);
    expect(await known()).toEqual([]);
    expect(await known(second)).toMatchObject([{ id: taken.id }]);
    expect(await outlet.sender.send(job())).toEqual({ kind: 'suppressed', reason: BROWSER_GONE });
    await expect(removePushSubscription(platform, actor, taken.id)).rejects.toMatchObject({ code: 'push_unknown' });
    await Promise.all([actor, second, actor, second].map(add));
    expect([...(await known()), ...(await known(second))]).toHaveLength(1);
  });
});
