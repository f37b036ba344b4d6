import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { webhookPresets } from '../../contract/notifications.ts';
import { WEBHOOK_RETRY_MS } from '../../server/modules/notifications/senders/webhook-outlet.ts';
import { startApp } from '../support/app.ts';
import { type Received, startReceiver } from '../support/receiver.ts';
import { waitFor } from '../support/wait-for.ts';

const text = await readFile(new URL('../../docs/webhooks.md', import.meta.url), 'utf8');
const [, snippet = ''] = /```js\n([\s\S]*?)```/.exec(text) ?? [];

/** The document's receiver, as it stands there, with a secret. */
async function startSnippet(secret: string) {
  const child = spawn(process.execPath, ['--input-type=module', '-e', snippet], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, WEBHOOK_SECRET: secret, PORT: '0' },
  });
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    output += chunk;
  });
  const port = await waitFor('the receiver', () => /listening on (\d+)/.exec(output)?.[1]);
  return {
    take: async ({ headers, body }: Pick<Received, 'body'> & { readonly headers: object }) => {
      const wanted = Object.entries(headers).filter(([name]) => name.startsWith('webhook-'));
      const response = await fetch(`http://127.0.0.1:${port}/`, { method: 'POST', headers: wanted, body });
      return response.status;
    },
    output: () => output,
    stop: async () => {
      child.kill();
      await once(child, 'exit');
    },
  };
}

describe('the document of webhooks', () => {
  it('shows how to check a signature: what is ours is taken, and nothing else', async () => {
    await using receiver = await startReceiver();
    await using app = await startApp({ args: ['--run=api'], env: { OUTBOUND_ALLOW: receiver.host } });
    const ada = await app.register({ tier: 'premium' });
    const { id, secret } = await ada.do('createWebhook', { body: { name: 'Desk', url: receiver.url } });
    const receive = await startSnippet(secret);
    try {
      receiver.answers((response, request) => {
        void receive.take(request).then((status) => response.writeHead(status).end());
      });
      expect(await ada.do('testWebhook', { params: { id } })).toMatchObject({ delivered: true, code: 204 });
      await waitFor('the message', () => receive.output().includes('webhook.test Test from Omni-Stock'));

      const [message] = receiver.received;
      const { body = '', headers = {} } = message ?? {};
      const hour_ago = String(Number(headers['webhook-timestamp']) - 3600);
      const forged = [
        { headers, body: body.replace('Test', 'Best') },
        { headers: { ...headers, 'webhook-id': 'msg_other' }, body },
        { headers: { ...headers, 'webhook-timestamp': hour_ago }, body },
        { headers: { ...headers, 'webhook-signature': 'v1,AAAA' }, body },
        { headers: {}, body },
      ];
      for (const one of forged) expect(await receive.take(one)).toBe(401);
      // While a renewed secret and the one before sign side by side, either of them will do.
      await ada.do('renewWebhookSecret', { params: { id } });
      expect(await ada.do('testWebhook', { params: { id } })).toMatchObject({ delivered: true, code: 204 });
    } finally {
      await receive.stop();
    }
  });

  it('names every pause between tries, and every preset', () => {
    const pauses = WEBHOOK_RETRY_MS.map((ms) =>
      ms < 60_000 ? `${ms / 1000} s` : ms < 3_600_000 ? `${ms / 60_000} min` : `${ms / 3_600_000} h`,
    );
    expect(text.replace(/\s+/g, ' ')).toContain(`after ${pauses.slice(0, -1).join(', ')} and ${pauses.at(-1)}`);
    for (const preset of webhookPresets.filter((one) => one !== 'standard'))
      expect(text).toContain(`| \`${preset}\` |`);
  });
});
