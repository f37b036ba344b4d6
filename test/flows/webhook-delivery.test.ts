import { Webhook } from 'standardwebhooks';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { WEBHOOK_RETRY_MS } from '../../server/modules/notifications/senders/webhook-outlet.ts';
import { pushBrowser } from '../support/push-browser.ts';
import { startWebhookWorld, type WebhookWorld } from '../support/webhook-world.ts';
import { waitFor } from '../support/wait-for.ts';

const HOUR_MS = 60 * 60 * 1000;
/** More than the longest pause with its jitter. */
const NEXT_MS = 12 * HOUR_MS;

let world: WebhookWorld;
beforeAll(async () => {
  world = await startWebhookWorld();
});
afterAll(async () => world[Symbol.asyncDispose]());
beforeEach(() => world.receiver.answers(204));

describe('a notification', () => {
  it('reaches the webhooks of its user, signed, once, and nobody else’s', async () => {
    const [ada, bob] = [await world.owner(), await world.owner()];
    await world.tell(ada.user_id, { title: 'AAPL crossed 200', dedupe_key: 'once' });
    await world.tell(ada.user_id, { title: 'AAPL crossed 200', dedupe_key: 'once' });
    const delivery = await ada.delivery(({ status }) => status === 'sent');
    expect(delivery).toMatchObject({ attempts: 1, target: 'Desk', title: 'AAPL crossed 200', last_error: null });
    const { attempts_log } = await ada.client.do('getDelivery', { params: { id: delivery.id } });
    expect(attempts_log).toMatchObject([{ attempt: 1, code: 204, error: null }]);
    const [message] = ada.received();
    const headers = (message?.headers ?? {}) as Record<string, string>;
    expect(headers['webhook-id']).toBe(`msg_${delivery.id}`);
    // The program's clock is ahead by what other tests leapt; the library holds a message to the time of this machine.
    const at = new Date(Number(headers['webhook-timestamp']) * 1000);
    expect(new Webhook(ada.secret).sign(headers['webhook-id'] ?? '', at, message?.body ?? '')).toBe(
      headers['webhook-signature'],
    );
    expect(JSON.parse(message?.body ?? '')).toMatchObject({ type: 'alert.fired', data: { title: 'AAPL crossed 200' } });
    expect(ada.received()).toHaveLength(1);
    expect(bob.received()).toHaveLength(0);
    expect(await bob.client.do('listDeliveries', { query: { channel: 'webhook' } })).toEqual([]);
    expect((await bob.client.call('getDelivery', { params: { id: delivery.id } })).code).toBe('delivery_unknown');
    expect((await bob.client.call('retryDelivery', { params: { id: delivery.id } })).code).toBe('delivery_unknown');
  });

  it('is tried nine times where a webhook fails, under one id, and then no more until somebody asks', async () => {
    const ada = await world.owner();
    world.receiver.answers(500);
    await world.tell(ada.user_id);
    for (let tries = 1; tries <= WEBHOOK_RETRY_MS.length; tries += 1) {
      // Written down once it waits for a time to come.
      const waits = ({ attempts, next_try_at }: { readonly attempts: number; readonly next_try_at: string | null }) =>
        attempts === tries && Date.parse(next_try_at ?? '') > world.app.program.platform.clock.ms();
      expect(await ada.delivery(waits)).toMatchObject({ status: 'pending' });
      world.leap(NEXT_MS);
    }
    const failed = await ada.delivery(({ status }) => status === 'failed');
    expect(failed).toMatchObject({ attempts: 9, attempts_max: 9, last_error: 'The endpoint answered 500.' });
    world.leap(NEXT_MS);
    world.receiver.answers(200);
    await ada.client.do('retryDelivery', { params: { id: failed.id } });
    expect(await ada.delivery(({ status }) => status === 'sent')).toMatchObject({ attempts: 10 });
    expect(ada.received()).toHaveLength(10);
    expect(new Set(ada.received().map(({ headers }) => headers['webhook-id']))).toEqual(new Set([`msg_${failed.id}`]));
    const { attempts_log } = await ada.client.do('getDelivery', { params: { id: failed.id } });
    expect(attempts_log.map(({ code }) => code)).toEqual([...Array.from({ length: 9 }, () => 500), 200]);
  });

  it('waits as long as a webhook asks for', async () => {
    const ada = await world.owner();
    world.receiver.answers((response) => response.writeHead(429, { 'retry-after': '7200' }).end('slow down'));
    const before_ms = world.app.program.platform.clock.ms();
    await world.tell(ada.user_id);
    const { next_try_at, id } = await ada.delivery(({ attempts, last_error }) => attempts === 1 && last_error !== null);
    expect(Date.parse(next_try_at ?? '')).toBeGreaterThanOrEqual(before_ms + 2 * HOUR_MS);
    const { attempts_log } = await ada.client.do('getDelivery', { params: { id } });
    expect(attempts_log).toMatchObject([{ code: 429, answer: 'slow down' }]);
    expect(ada.received()).toHaveLength(1);
  });

  it('is not led into our own network by a redirect', async () => {
    const ada = await world.owner();
    world.receiver.answers((response) => response.writeHead(302, { location: world.trap.url }).end());
    await world.tell(ada.user_id);
    const { last_error } = await ada.delivery((delivery) => delivery.last_error !== null);
    expect(last_error).toBe('The endpoint answered 302. Redirects are not followed.');
    expect(world.trap.received).toHaveLength(0);
  });

  it('arrives in a moment though another’s webhook hangs', async () => {
    const [slow, quick] = [await world.owner(), await world.owner()];
    const slow_path = slow.received;
    world.receiver.answers((response, { path }) => {
      if (slow_path().every((one) => one.path !== path)) response.writeHead(204).end();
    });
    for (let count = 0; count < 10; count += 1) await world.tell(slow.user_id);
    await world.tell(quick.user_id);
    await quick.delivery(({ status }) => status === 'sent');
    expect(slow.received().length).toBeLessThanOrEqual(2);
    expect(
      (await slow.client.do('listDeliveries', { query: { channel: 'webhook' } })).every(
        ({ status }) => status === 'pending',
      ),
    ).toBe(true);
  });
});

describe('a webhook', () => {
  it('that is gone is switched off, told of in the app, and called no more', async () => {
    const ada = await world.owner();
    world.receiver.answers(410);
    await world.tell(ada.user_id);
    expect(await ada.delivery(({ status }) => status === 'failed')).toMatchObject({ attempts: 1 });
    expect(await ada.client.do('listWebhooks')).toMatchObject([
      { enabled: false, disabled_reason: expect.stringContaining('410') },
    ]);
    const inbox = await ada.client.do('listNotifications', { query: { kind: 'delivery' } });
    expect(inbox).toMatchObject([{ title: 'The webhook "Desk" is switched off' }]);
    world.receiver.answers(200);
    await world.tell(ada.user_id);
    expect(ada.received()).toHaveLength(1);
    await ada.client.do('updateWebhook', { params: { id: ada.webhook_id }, body: { enabled: true } });
    await world.tell(ada.user_id);
    await ada.delivery(({ status }) => status === 'sent');
    expect(ada.received()).toHaveLength(2);
  });

  it('that is removed drops what waits for it, also in the middle of a try', async () => {
    const ada = await world.owner();
    let finish = (): void => undefined;
    world.receiver.answers((response) => {
      finish = () => void response.writeHead(500).end();
    });
    await world.tell(ada.user_id);
    await waitFor('the try', () => ada.received().length === 1);
    await ada.client.do('deleteWebhook', { params: { id: ada.webhook_id } });
    finish();
    const dropped = await ada.delivery(({ status }) => status === 'suppressed');
    expect(dropped).toMatchObject({ reason: 'The webhook was removed', next_try_at: null });
    world.leap(NEXT_MS);
    await world.tell(ada.user_id);
    expect((await ada.client.call('retryDelivery', { params: { id: dropped.id } })).code).toBe(
      'delivery_not_retryable',
    );
    expect(ada.received()).toHaveLength(1);
  });

  it('that is removed while tries of it are written down ends each of them, and waits for none', async () => {
    world.receiver.answers(500);
    for (let round = 0; round < 5; round += 1) {
      const ada = await world.owner();
      await Promise.all(Array.from({ length: 12 }, () => world.tell(ada.user_id)));
      await waitFor('a try', () => ada.received().length > round);
      expect((await ada.client.call('deleteWebhook', { params: { id: ada.webhook_id } })).status).toBe(200);
      const query = { channel: 'webhook' } as const;
      const ends = (await ada.client.do('listDeliveries', { query })).map(({ status }) => status);
      expect(ends).toEqual(Array.from({ length: 12 }, () => 'suppressed'));
    }
  });
});

describe('an administrator', () => {
  it('sees what could not be delivered to anybody, and sends it again, which is written down', async () => {
    const ada = await world.owner();
    const params = { id: ada.webhook_id };
    world.receiver.answers(410);
    await world.tell(ada.user_id);
    const { id } = await ada.delivery(({ status }) => status === 'failed');
    expect((await ada.client.call('listDeadDeliveries')).code).toBe('forbidden');
    expect((await ada.client.call('replayDelivery', { params: { id } })).code).toBe('forbidden');
    expect((await ada.client.call('getAnyDelivery', { params: { id } })).code).toBe('forbidden');
    const admin = await world.app.admin();
    const dead = await admin.do('listDeadDeliveries', { query: { webhook_id: ada.webhook_id } });
    expect(dead).toMatchObject([{ id, status: 'failed', target: 'Desk' }]);
    const { attempts_log } = await admin.do('getAnyDelivery', { params: { id } });
    expect(attempts_log).toMatchObject([{ attempt: 1, code: 410 }]);
    await ada.client.do('updateWebhook', { params, body: { enabled: true } });
    world.receiver.answers(200);
    expect(await admin.do('replayDelivery', { params: { id } })).toMatchObject({ id, status: 'pending' });
    await ada.delivery(({ status }) => status === 'sent');
    expect((await admin.call('replayDelivery', { params: { id } })).code).toBe('delivery_not_retryable');
    const audit = await admin.do('listAudit', { query: { subject: ada.user_id } });
    expect(audit.filter(({ action }) => action === 'delivery.replayed')).toMatchObject([
      { detail: { delivery_id: id, channel: 'webhook' } },
    ]);
  });
});

describe('a browser', () => {
  it('gets what only it can read, and is forgotten when it no longer listens', async () => {
    const ada = await world.owner();
    await ada.client.do('deleteWebhook', { params: { id: ada.webhook_id } });
    const browser = pushBrowser();
    const body = browser.subscription(`${world.receiver.url}/push/${ada.user_id}`);
    await ada.client.do('addPushSubscription', { body });
    const pushed = () => world.receiver.received.filter(({ path }) => path.startsWith(`/push/${ada.user_id}`));
    world.receiver.answers(201);
    await world.tell(ada.user_id, { title: 'MSFT fell', link: '/alerts?firing=7' });
    const [message] = await waitFor('the message', () => (pushed().length > 0 ? pushed() : null));
    expect(browser.read(message?.bytes ?? Buffer.alloc(0))).toMatchObject({
      title: 'MSFT fell',
      link: '/alerts?firing=7',
    });
    world.receiver.answers(410);
    await world.tell(ada.user_id);
    await waitFor('its end', async () => (await ada.client.do('listPushSubscriptions')).length === 0);
    await world.tell(ada.user_id);
    expect(pushed()).toHaveLength(2);
    const query = { channel: 'push' } as const;
    expect((await ada.client.do('listDeliveries', { query })).map(({ status }) => status)).toEqual([
      'suppressed',
      'sent',
    ]);
  });
});
