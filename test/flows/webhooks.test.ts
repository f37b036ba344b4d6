import { Webhook } from 'standardwebhooks';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WEBHOOKS_MAX } from '../../contract/notifications.ts';
import type { BodyInput } from '../../contract/schemas.ts';
import { startApp, type TestApp } from '../support/app.ts';
import type { Client } from '../support/client.ts';
import { type Receiver, startReceiver } from '../support/receiver.ts';

let app: TestApp;
let receiver: Receiver;
let trap: Receiver;
beforeAll(async () => {
  [receiver, trap] = await Promise.all([startReceiver(), startReceiver()]);
  app = await startApp({ args: ['--run=api'], env: { OUTBOUND_ALLOW: receiver.host }, requests_per_minute: 100_000 });
});
afterAll(async () => {
  for (const one of [app, receiver, trap]) await one[Symbol.asyncDispose]();
});

const premium = () => app.register({ tier: 'premium' });
const create = (client: Client, body: Partial<BodyInput<'createWebhook'>> = {}) =>
  client.call('createWebhook', { body: { name: 'Desk', url: `${receiver.url}/hook`, ...body } });
const add = (client: Client) => client.do('createWebhook', { body: { name: 'Desk', url: `${receiver.url}/hook` } });

describe('webhooks', () => {
  it('are added with a secret that is shown once, and listed without it', async () => {
    const ada = await premium();
    const { secret, ...webhook } = await add(ada);
    expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    expect(webhook).toMatchObject({ name: 'Desk', preset: 'standard', enabled: true, disabled_reason: null });
    expect(await ada.do('listWebhooks')).toEqual([webhook]);
    const params = { id: webhook.id };
    const changed = await ada.do('updateWebhook', { params, body: { name: 'Other desk', enabled: false } });
    expect(changed).toEqual({ ...webhook, name: 'Other desk', enabled: false });
    const renewed = await ada.do('renewWebhookSecret', { params });
    expect(renewed.secret).not.toBe(secret);
    await ada.do('deleteWebhook', { params });
    expect(await ada.do('listWebhooks')).toEqual([]);
    expect((await ada.call('deleteWebhook', { params })).code).toBe('webhook_unknown');
  });

  it('are part of a plan, never of the demo account, and ten at most, however many are added at once', async () => {
    expect((await create(await app.register())).code).toBe('channel_unavailable');
    const demo = app.visitor();
    await demo.do('signInDemo');
    expect((await create(demo)).code).toBe('demo_protected');
    expect((await create(app.visitor())).status).toBe(401);
    const ada = await premium();
    const codes = await Promise.all(Array.from({ length: WEBHOOKS_MAX + 3 }, async () => (await create(ada)).code));
    expect(codes.filter((code) => code === null)).toHaveLength(WEBHOOKS_MAX);
    expect(new Set(codes)).toEqual(new Set([null, 'webhook_limit']));
    expect(await ada.do('listWebhooks')).toHaveLength(WEBHOOKS_MAX);
  });

  it('lead to public addresses alone, and the refusal says why', async () => {
    const ada = await premium();
    const refused = [
      ['http://hooks.example.org/', 'does not start with https'],
      [trap.url, 'does not start with https'],
      ['https://127.0.0.1/', 'not public'],
      ['https://0x7f.1/', 'not public'],
      ['https://[::ffff:169.254.169.254]/', 'not public'],
      ['https://localhost/', 'private network'],
      ['https://metadata.google.internal/', 'private network'],
      ['https://hooks.example.org:8443/', 'only port 443'],
      ['https://ada:secret@hooks.example.org/', 'user name'],
      ['https://no-such-name.example.org/', 'not known'],
    ] as const;
    for (const [url, why] of refused) {
      const { code, errors } = await create(ada, { url });
      expect([url, code, errors[0]?.detail]).toEqual([url, 'webhook_url_refused', expect.stringContaining(why)]);
    }
    const { id } = await add(ada);
    const moved = await ada.call('updateWebhook', { params: { id }, body: { url: 'https://10.0.0.1/' } });
    expect(moved.code).toBe('webhook_url_refused');
    expect((await ada.do('listWebhooks'))[0]?.url).toBe(`${receiver.url}/hook`);
    expect(trap.received).toHaveLength(0);
  });

  it('of a chat need what that chat needs', async () => {
    const ada = await premium();
    expect((await create(ada, { preset: 'telegram' })).errors[0]).toMatchObject({
      code: 'input_invalid',
      pointer: '/chat_id',
    });
    expect((await create(ada, { preset: 'slack', chat_id: '1' })).code).toBe('input_invalid');
    expect((await create(ada, { preset: 'telegram', chat_id: '1' })).code).toBe('webhook_url_refused');
    expect((await create(ada, { preset: 'ntfy', url: `${receiver.url}/a/b` })).code).toBe('webhook_url_refused');
    expect((await create(ada, { preset: 'ntfy', url: `${receiver.url}/my-topic` })).status).toBe(201);
    const url = `${receiver.url}/bot123:abc`;
    const { data } = await create(ada, { preset: 'telegram', chat_id: '-1001', url });
    expect(data).toMatchObject({ url: `${url}/sendMessage`, chat_id: '-1001' });
  });

  it('are nobody else’s to see, change, test, renew or remove', async () => {
    const [ada, bob] = [await premium(), await premium()];
    const { id } = await add(ada);
    const before = receiver.received.length;
    expect(await bob.do('listWebhooks')).toEqual([]);
    const answers = [
      await bob.call('updateWebhook', { params: { id }, body: { enabled: false } }),
      await bob.call('testWebhook', { params: { id } }),
      await bob.call('renewWebhookSecret', { params: { id } }),
      await bob.call('deleteWebhook', { params: { id } }),
    ];
    expect(answers.map(({ status, code }) => `${status} ${code}`)).toEqual(Array(4).fill('404 webhook_unknown'));
    expect(await ada.do('listWebhooks')).toMatchObject([{ id, enabled: true }]);
    expect(receiver.received).toHaveLength(before);
  });
});

describe('a test of a webhook', () => {
  it('arrives signed, and says so', async () => {
    const ada = await premium();
    const { id, secret } = await add(ada);
    receiver.answers(202);
    const result = await ada.do('testWebhook', { params: { id } });
    expect(result).toMatchObject({ delivered: true, code: 202, error: null, answer: 'said 202' });
    const { headers = {}, body = '' } = receiver.received.at(-1) ?? {};
    expect(new Webhook(secret).verify(body, headers as Record<string, string>)).toMatchObject({ type: 'webhook.test' });
  });

  it('is sent once, and tells what went wrong', async () => {
    const ada = await premium();
    const { id } = await add(ada);
    const before = receiver.received.length;
    receiver.answers(500);
    expect(await ada.do('testWebhook', { params: { id } })).toMatchObject({ delivered: false, code: 500 });
    receiver.answers((response) => response.writeHead(302, { location: trap.url }).end());
    expect(await ada.do('testWebhook', { params: { id } })).toMatchObject({
      delivered: false,
      code: 302,
      error: 'The endpoint answered 302. Redirects are not followed.',
    });
    receiver.answers((response) => response.destroy());
    expect(await ada.do('testWebhook', { params: { id } })).toMatchObject({ delivered: false, code: null });
    expect(receiver.received).toHaveLength(before + 3);
    expect(trap.received).toHaveLength(0);
    expect(await ada.do('listWebhooks')).toMatchObject([{ enabled: true, failing_since: null }]);
  });

  it('can be asked for twenty times a minute by one account', async () => {
    const [ada, bob] = [await premium(), await premium()];
    const { id } = await add(ada);
    receiver.answers(200);
    const before = receiver.received.length;
    const answers = [];
    for (let count = 0; count < 21; count += 1) answers.push(await ada.call('testWebhook', { params: { id } }));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(19); // adding it was the first call
    const last = answers.at(-1);
    expect([last?.status, last?.code]).toEqual([429, 'rate_limited']);
    expect(Number(last?.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(receiver.received).toHaveLength(before + 19);
    expect((await create(bob)).status).toBe(201);
  });

  it('is not sent once the plan has no webhooks any more', async () => {
    const ada = await premium();
    const { id } = await add(ada);
    const admin = await app.admin();
    await admin.do('updateUser', { params: { id: ada.user_id }, body: { tier: 'standard' } });
    expect((await ada.call('testWebhook', { params: { id } })).code).toBe('channel_unavailable');
    expect((await ada.call('deleteWebhook', { params: { id } })).status).toBe(200);
  });
});
