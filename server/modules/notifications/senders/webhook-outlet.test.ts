import { sql } from 'kysely';
import { Webhook } from 'standardwebhooks';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freshDatabase, type TestDatabase } from '../../../../test/support/database.ts';
import { deliveryJob, newMember } from '../../../../test/support/deliveries.ts';
import { type Receiver, startReceiver } from '../../../../test/support/receiver.ts';
import { manualClock } from '../../../platform/clock.ts';
import { inTransaction } from '../../../platform/db/transaction.ts';
import { createOutboundClient } from '../../../platform/outbound/outbound-client.ts';
import { listWebhooks } from '../webhooks/selectors/list-webhooks.ts';
import { webhookTargets } from '../webhooks/selectors/webhook-targets.ts';
import { createWebhook } from '../webhooks/services/create-webhook.ts';
import { deleteWebhook } from '../webhooks/services/delete-webhook.ts';
import { renewSecret } from '../webhooks/services/renew-secret.ts';
import { updateWebhook } from '../webhooks/services/update-webhook.ts';
import type { Outcome } from './sender.ts';
import { createWebhookOutlet, WEBHOOK_RETRY_MS } from './webhook-outlet.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
let database: TestDatabase;
let receiver: Receiver;
let trap: Receiver;
beforeAll(async () => {
  [database, receiver, trap] = await Promise.all([freshDatabase(), startReceiver(), startReceiver()]);
});
afterAll(async () => {
  for (const one of [database, receiver, trap]) await one[Symbol.asyncDispose]();
});

/** An account with one webhook that leads to the receiver, at a time that stands still. */
async function startWebhook(path = '/hook', more: { readonly preset?: 'telegram'; readonly chat_id?: string } = {}) {
  const clock = manualClock(Date.now());
  const platform = database.platform({ clock });
  const port = Number(new URL(receiver.url).port);
  const client = createOutboundClient({ allow: [{ host: '127.0.0.1', port }], clock, timeout_ms: 1500 });
  const outlet = createWebhookOutlet(platform, client);
  const actor = await newMember(database.db);
  const body = { name: 'Desk', url: receiver.url + path, ...more };
  const { id, secret } = await createWebhook(platform, client, { actor, body });
  const job = () => deliveryJob({ channel: 'webhook', target_id: id, user_id: actor.user_id });
  const settle = (outcome: Outcome, of = job()) =>
    inTransaction(database.db, async (tx) =>
      outlet.settled?.(tx, { job: of, outcome, status: 'failed', at: clock.now() }),
    );
  const view = async () => (await listWebhooks(platform, actor))[0];
  return { platform, client, clock, outlet, actor, id, secret, job, settle, view };
}

describe('a webhook', () => {
  it('is sent a message that its owner can verify, with an id that stays from try to try', async () => {
    const { outlet, job, secret } = await startWebhook();
    const before = receiver.received.length;
    const one = job();
    receiver.answers(204);
    expect(await outlet.sender.send(one)).toMatchObject({ kind: 'sent', code: 204 });
    expect(await outlet.sender.send(one)).toMatchObject({ kind: 'sent' });
    const [first, second] = receiver.received.slice(before);
    expect(first?.headers).toMatchObject({ 'content-type': 'application/json', 'webhook-id': `msg_${one.id}` });
    expect(second?.headers['webhook-id']).toBe(first?.headers['webhook-id']);
    const read = new Webhook(secret).verify(first?.body ?? '', first?.headers as Record<string, string>);
    expect(read).toMatchObject({ type: 'alert.fired', data: { symbol: 'AAPL', title: 'AAPL crossed 200' } });
    expect(() => new Webhook(secret).verify(`${first?.body} `, first?.headers as Record<string, string>)).toThrow();
  });

  it('is signed by the secret before a renewal too, for a day', async () => {
    const { platform, outlet, actor, id: webhook_id, job, secret, clock } = await startWebhook();
    receiver.answers(200);
    const fresh = await renewSecret(platform, actor, webhook_id);
    const signers = async (): Promise<string[]> => {
      await outlet.sender.send(job());
      const { body = '', headers } = receiver.received.at(-1) ?? {};
      const [id, at, signatures] = ['id', 'timestamp', 'signature'].map((part) => String(headers?.[`webhook-${part}`]));
      const signed = (by: string): string => new Webhook(by).sign(id ?? '', new Date(Number(at) * 1000), body);
      return [secret, fresh.secret].filter((one) => signatures?.split(' ').includes(signed(one)));
    };
    expect(await signers()).toEqual([secret, fresh.secret]);
    clock.advance(DAY_MS);
    expect(await signers()).toEqual([fresh.secret]);
  });

  it('is tried nine times within a day, with growing pauses', () => {
    expect(WEBHOOK_RETRY_MS).toHaveLength(8);
    expect([...WEBHOOK_RETRY_MS].toSorted((a, b) => a - b)).toEqual(WEBHOOK_RETRY_MS);
    const sum = WEBHOOK_RETRY_MS.reduce((all, pause) => all + pause, 0);
    expect(sum).toBeGreaterThan(0.9 * DAY_MS);
    expect(sum).toBeLessThanOrEqual(DAY_MS);
  });

  it('is tried again after whatever may pass, and no sooner than it asks', async () => {
    const { outlet, job } = await startWebhook();
    const send = async (answer: Parameters<Receiver['answers']>[0]): Promise<Outcome> => {
      receiver.answers(answer);
      return outlet.sender.send(job());
    };
    for (const code of [400, 401, 403, 404, 408, 500, 502, 503])
      expect(await send(code)).toMatchObject({
        kind: 'retry',
        code,
        error: `The endpoint answered ${code}.`,
        answer: `said ${code}`,
      });
    expect(await send((response) => response.writeHead(429, { 'retry-after': '120' }).end())).toMatchObject({
      kind: 'retry',
      after_ms: 120_000,
    });
    expect(await send((response) => response.writeHead(429).end('{"parameters":{"retry_after":35}}'))).toMatchObject({
      after_ms: 35_000,
    });
    expect(await send((response) => response.destroy())).toEqual({
      kind: 'retry',
      error: 'The connection was closed before an answer came.',
    });
    expect(await send(() => undefined)).toEqual({ kind: 'retry', error: 'There was no answer within 1.5 s.' });
    const huge = await send((response) => response.writeHead(500).end('x'.repeat(3_000_000)));
    expect(huge).toMatchObject({ kind: 'retry', code: 500, answer: 'x'.repeat(1024) });
  });

  it('is not followed to where it redirects, and that counts as a failure', async () => {
    const { outlet, job } = await startWebhook();
    receiver.answers((response) => response.writeHead(307, { location: `${trap.url}/secret` }).end());
    expect(await outlet.sender.send(job())).toMatchObject({
      kind: 'retry',
      code: 307,
      error: 'The endpoint answered 307. Redirects are not followed.',
    });
    expect(trap.received).toHaveLength(0);
  });

  it('is refused for good where its address has become one that is not called', async () => {
    const { platform, outlet, job, id } = await startWebhook();
    await sql`UPDATE notifications.webhooks SET url = ${`${trap.url}/`} WHERE id = ${id}`.execute(platform.db);
    expect(await outlet.sender.send(job())).toMatchObject({
      kind: 'failed',
      error: expect.stringContaining('not called'),
    });
    expect(trap.received).toHaveLength(0);
  });

  it('of a chat gets its own form at its own address', async () => {
    const { outlet, job, view } = await startWebhook('/bot123:abc', { preset: 'telegram', chat_id: '42' });
    receiver.answers(200);
    expect((await view())?.url).toBe(`${receiver.url}/bot123:abc/sendMessage`);
    await outlet.sender.send(job());
    const { path, body } = receiver.received.at(-1) ?? {};
    expect(path).toBe('/bot123:abc/sendMessage');
    expect(JSON.parse(body ?? '')).toMatchObject({ chat_id: '42', parse_mode: 'HTML' });
  });
});

describe('a webhook that fails', () => {
  const failed: Outcome = { kind: 'retry', error: 'The endpoint answered 500.', code: 500 };

  it('is switched off at once when it says that it is gone, and its owner is told', async () => {
    const { outlet, job, settle, view, actor, id } = await startWebhook();
    receiver.answers(410);
    const outcome = await outlet.sender.send(job());
    expect(outcome).toMatchObject({ kind: 'failed', code: 410 });
    const notices = await settle(outcome);
    expect(notices).toMatchObject([
      { user_id: actor.user_id, kind: 'delivery', title: 'The webhook "Desk" is switched off', group: `webhook:${id}` },
    ]);
    expect(notices?.[0]?.channels).not.toContain('webhook');
    expect(await view()).toMatchObject({ enabled: false, disabled_reason: expect.stringContaining('gone (410)') });
    expect(await settle(outcome)).toEqual([]);
    const before = receiver.received.length;
    expect(await outlet.sender.send(job())).toEqual({ kind: 'suppressed', reason: 'The webhook is switched off' });
    expect(receiver.received).toHaveLength(before);
    expect(await inTransaction(database.db, (tx) => webhookTargets(tx, [actor.user_id]))).toEqual([]);
  });

  it('is switched off after three days and ten tries without a success, and told of once', async () => {
    const { settle, clock, view } = await startWebhook();
    for (let count = 0; count < 12; count += 1) expect(await settle(failed)).toEqual([]);
    clock.advance(3 * DAY_MS - 1);
    expect(await settle(failed)).toEqual([]);
    expect(await view()).toMatchObject({ enabled: true });
    clock.advance(1);
    expect(await settle(failed)).toHaveLength(1);
    expect(await settle(failed)).toEqual([]);
    expect(await view()).toMatchObject({
      enabled: false,
      disabled_reason: 'It has failed 14 times in a row, for 3 days.',
    });
  });

  it('stays on when few tries failed, or one arrived in between', async () => {
    const { settle, clock, view } = await startWebhook();
    for (let count = 0; count < 8; count += 1) await settle(failed);
    clock.advance(4 * DAY_MS);
    expect(await settle(failed)).toEqual([]);
    expect((await view())?.failing_since).toBe(new Date(clock.ms() - 4 * DAY_MS).toISOString());
    await settle({ kind: 'sent', code: 200 });
    expect(await view()).toMatchObject({ failing_since: null, last_delivered_at: clock.now().toISOString() });
    await settle(failed);
    await settle({ kind: 'suppressed', reason: 'The webhook is switched off' });
    expect(await view()).toMatchObject({ enabled: true, failing_since: clock.now().toISOString() });
  });

  it('starts anew when it is switched on again', async () => {
    const { platform, client, actor, id, settle } = await startWebhook();
    await settle({ kind: 'failed', error: '', code: 410 });
    const body = { enabled: true };
    const view = await updateWebhook(platform, client, { actor, id, body });
    expect(view).toMatchObject({ enabled: true, disabled_reason: null, failing_since: null });
  });

  it('gets nothing any more when it is removed, and never by another account', async () => {
    const { platform, outlet, actor, id, job } = await startWebhook();
    const before = receiver.received.length;
    const stranger = await newMember(database.db);
    expect(await outlet.sender.send({ ...job(), user_id: stranger.user_id })).toMatchObject({ kind: 'suppressed' });
    await deleteWebhook(platform, actor, id);
    expect(await outlet.sender.send(job())).toEqual({ kind: 'suppressed', reason: 'The webhook was removed' });
    expect(receiver.received).toHaveLength(before);
  });
});
