import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startApp, type TestApp } from '../support/app.ts';
import { openBrowser, signIn, type TestBrowser, WEB_DIR } from '../support/browser.ts';
import { waitFor } from '../support/wait-for.ts';

let app: TestApp;
let browser: TestBrowser;

beforeAll(async () => {
  app = await startApp({ web_dir: WEB_DIR });
  browser = await openBrowser();
});
afterAll(async () => {
  await browser[Symbol.asyncDispose]();
  await app[Symbol.asyncDispose]();
});

/** A page of somebody else, on another site as browsers see it: another host name. */
async function foreignPage(html: string) {
  const server = createServer((_request, response) => {
    response.writeHead(200, { 'content-type': 'text/html' });
    response.end(html);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://localhost:${port}/`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

describe('the content security policy', () => {
  it('refuses nothing that the pages of a visitor need', async () => {
    const visitor = await browser.visitor();
    const page = await visitor.page();
    for (const path of ['/', '/sign-in', '/register', '/help', '/plans', '/status', '/nothing-here']) {
      await page.goto(app.url + path);
      await page.getByRole('heading').first().waitFor();
    }
    await page.goto(app.url);
    await page.locator('.landing-table .price').first().waitFor();
    expect(visitor.complaints).toEqual([]);
  });

  it('refuses nothing that the pages of an account need', async () => {
    const account = await app.register();
    const { id } = await account.do('createWatchlist', { body: { name: 'Tech', symbols: ['AAPL', 'MSFT'] } });
    const visitor = await browser.visitor();
    await signIn(visitor, app.url, account.cookies);
    const page = await visitor.page();
    for (const path of ['/first-run', `/w/${id}`, '/settings', '/help', '/plans', '/status']) {
      await page.goto(app.url + path);
      await page.getByRole('heading').first().waitFor();
    }
    expect(visitor.complaints).toEqual([]);
  });

  it('keeps a script that stands in the page from running', async () => {
    const visitor = await browser.visitor();
    const page = await visitor.page();
    await page.goto(`${app.url}/help`);
    const ran = await page.evaluate(`(() => {
      const script = document.createElement('script');
      script.textContent = 'globalThis.stolen = true';
      document.body.append(script);
      return 'stolen' in globalThis;
    })()`);
    expect(ran).toBe(false);
    await waitFor('the refusal', () => visitor.complaints.some((text) => text.includes('script-src')));
  });
});

describe('a page of somebody else', () => {
  it('cannot change anything with the cookie of the person who looks at it', async () => {
    const account = await app.register();
    const { id } = await account.do('createWatchlist', { body: { name: 'Mine', symbols: ['AAPL'] } });
    const visitor = await browser.visitor();
    await signIn(visitor, app.url, account.cookies);
    await using foreign = await foreignPage(`
      <form method="post" enctype="text/plain" action="${app.url}/api/v1/watchlists"><input name='{"name":"' value='Theirs"}'></form>
      <form method="post" action="${app.url}/api/v1/auth/sign-out"></form>`);
    for (const form of [0, 1]) {
      const page = await visitor.page();
      await page.goto(foreign.url);
      const [answer] = await Promise.all([
        page.waitForResponse((response) => response.url().startsWith(app.url)),
        page.evaluate(`document.forms[${form}].submit()`),
      ]);
      expect([403, 415]).toContain(answer.status());
    }
    const page = await visitor.page();
    await page.goto(foreign.url);
    const address = `${app.url}/api/v1/watchlists/${id}`;
    const called = await page.evaluate(`fetch('${address}', { method: 'DELETE', credentials: 'include' })
      .then(() => 'answered', () => 'refused')`);
    expect(called).toBe('refused');
    const lists = await account.do('listWatchlists');
    expect(lists.map((list) => list.name)).toEqual(['Mine']);
  });

  it('cannot show ours in a frame', async () => {
    const visitor = await browser.visitor();
    const page = await visitor.page();
    await using foreign = await foreignPage(`<iframe src="${app.url}/sign-in"></iframe>`);
    await page.goto(foreign.url);
    await waitFor('the refusal', () => visitor.complaints.some((text) => text.includes('frame-ancestors')));
    expect(page.frames().some((frame) => frame.url().startsWith(app.url))).toBe(false);
  });

  it('cannot open a socket as the person who looks at it', async () => {
    const visitor = await browser.visitor();
    const page = await visitor.page();
    await using foreign = await foreignPage('<p>Hello</p>');
    await page.goto(foreign.url);
    const outcome = await page.evaluate(`new Promise((resolve) => {
      const socket = new WebSocket('${app.url.replace('http', 'ws')}/ws', 'omnistock.v1');
      socket.addEventListener('open', () => resolve('open'));
      socket.addEventListener('error', () => resolve('refused'));
    })`);
    expect(outcome).toBe('refused');
  });
});
