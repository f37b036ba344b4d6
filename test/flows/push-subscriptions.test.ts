import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PUSH_SUBSCRIPTIONS_MAX } from '../../contract/notifications.ts';
import { startApp, type TestApp } from '../support/app.ts';
import type { Client } from '../support/client.ts';
import { pushBrowser } from '../support/push-browser.ts';
import { type Receiver, startReceiver } from '../support/receiver.ts';

let app: TestApp;
let service: Receiver;
beforeAll(async () => {
  service = await startReceiver();
  app = await startApp({ args: ['--run=api'], env: { OUTBOUND_ALLOW: service.host }, requests_per_minute: 100_000 });
});
afterAll(async () => {
  await app[Symbol.asyncDispose]();
  await service[Symbol.asyncDispose]();
});

let counted = 0;
const fresh = () => pushBrowser().subscription(`${service.url}/push/${(counted += 1)}`);
const add = (client: Client, body = fresh()) => client.call('addPushSubscription', { body });

describe('browsers that are told', () => {
  it('subscribe with a key that anybody may read and that stays when the program starts again', async () => {
    const { public_key } = await app.visitor().do('getPushKey');
    expect(Buffer.from(public_key, 'base64url')).toHaveLength(65);
    await app.restart();
    expect(await app.visitor().do('getPushKey')).toEqual({ public_key });
  });

  it('are added as browsers say it, listed without what reaches them, and removed', async () => {
    const ada = await app.register({ tier: 'premium' });
    const headers = { 'user-agent': 'Firefox/150 on Linux' };
    const body = fresh();
    const added = await ada.do('addPushSubscription', { body, headers });
    expect(added).toMatchObject({ client: 'Firefox/150 on Linux', last_used_at: null });
    expect(await ada.do('addPushSubscription', { body, headers })).toEqual(added);
    const listed = await ada.do('listPushSubscriptions');
    expect(listed).toEqual([added]);
    expect(JSON.stringify(listed)).not.toContain('push/');
    const bob = await app.register({ tier: 'premium' });
    expect((await bob.call('removePushSubscription', { params: { id: added.id } })).code).toBe('push_unknown');
    await ada.do('removePushSubscription', { params: { id: added.id } });
    expect(await ada.do('listPushSubscriptions')).toEqual([]);
  });

  it('are part of a plan, never of the demo account, and twenty at most', async () => {
    expect((await add(await app.register())).code).toBe('channel_unavailable');
    const demo = app.visitor();
    await demo.do('signInDemo');
    expect((await add(demo)).code).toBe('demo_protected');
    const ada = await app.register({ tier: 'premium' });
    const answers = await Promise.all(Array.from({ length: PUSH_SUBSCRIPTIONS_MAX + 2 }, () => add(ada)));
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(PUSH_SUBSCRIPTIONS_MAX);
    expect(answers.filter(({ code }) => code === 'push_limit')).toHaveLength(2);
  });

  it('are refused when they are none', async () => {
    const ada = await app.register({ tier: 'premium' });
    const good = fresh();
    const wrong = [
      { ...good, endpoint: 'https://127.0.0.1/push' },
      { ...good, endpoint: 'http://push.example.org/1' },
      { ...good, endpoint: 'https://fcm.internal/1' },
      { ...good, keys: { ...good.keys, p256dh: good.keys.auth } },
      { ...good, keys: { ...good.keys, auth: 'AAAA' } },
      { ...good, keys: { ...good.keys, p256dh: Buffer.alloc(65, 4).toString('base64url') } },
    ];
    for (const body of wrong) expect((await add(ada, body)).code).toBe('push_endpoint_refused');
    expect(await ada.do('listPushSubscriptions')).toEqual([]);
  });
});
