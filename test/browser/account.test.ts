import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PASSWORD, startApp, type TestApp } from '../support/app.ts';
import { openBrowser, signIn, type TestBrowser, WEB_DIR } from '../support/browser.ts';
import { waitFor } from '../support/wait-for.ts';

let app: TestApp;
let browser: TestBrowser;

beforeAll(async () => {
  app = await startApp({ web_dir: WEB_DIR, requests_per_minute: 100_000 });
  browser = await openBrowser();
});
afterAll(async () => {
  await browser[Symbol.asyncDispose]();
  await app[Symbol.asyncDispose]();
});

const NEW_PASSWORD = 'another long passphrase';
const password = (page: Page, label: string | RegExp) => page.getByLabel(label, { exact: true });

async function settingsOf(account: Awaited<ReturnType<TestApp['register']>>): Promise<Page> {
  const visitor = await browser.visitor();
  await signIn(visitor, app.url, account.cookies);
  const page = await visitor.page();
  await page.goto(`${app.url}/settings`);
  await page.getByRole('heading', { name: 'Settings' }).waitFor({ state: 'attached' });
  return page;
}

describe('an account', () => {
  it('comes back to where its person wanted to be before signing in', async () => {
    const account = await app.register();
    const { id } = await account.do('createWatchlist', { body: { name: 'Mine', symbols: ['AAPL'] } });
    const page = await (await browser.visitor()).page();
    await page.goto(`${app.url}/w/${id}`);
    await page.waitForURL(/\/sign-in/);
    await page.getByLabel('E-mail').fill(account.email);
    await password(page, 'Password').fill('a wrong password');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByText('E-mail or password is wrong').waitFor();
    await password(page, 'Password').fill(PASSWORD);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.waitForURL(new RegExp(`/w/${id}`));
    await page.locator('[data-symbol="AAPL"]').waitFor();
  });

  it('never goes to another site after signing in, whatever the address says', async () => {
    const account = await app.register();
    const page = await (await browser.visitor()).page();
    await page.goto(`${app.url}/sign-in?next=//evil.example/x`);
    await page.getByLabel('E-mail').fill(account.email);
    await password(page, 'Password').fill(PASSWORD);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('heading', { name: 'No lists yet' }).waitFor();
    expect(new URL(page.url()).origin).toBe(app.url);
  });

  it('takes a new name and a new password, and refuses a wrong old one beside its field', async () => {
    const account = await app.register();
    const page = await settingsOf(account);
    await password(page, 'Name').fill('Mara Okafor');
    await page.getByRole('button', { name: 'Save profile' }).click();
    await waitFor('the new name', async () => (await account.do('getMe')).name === 'Mara Okafor');

    await password(page, 'Current password').fill('not it, surely');
    await password(page, 'New password').fill(NEW_PASSWORD);
    await page.getByRole('button', { name: 'Change password' }).click();
    await page.getByText('The current password is wrong').waitFor();
    expect(await password(page, 'Current password').getAttribute('aria-invalid')).toBe('true');
    await password(page, 'Current password').fill(PASSWORD);
    await page.getByRole('button', { name: 'Change password' }).click();
    await waitFor('the new password', async () => {
      const answer = await app.visitor().call('signIn', { body: { email: account.email, password: NEW_PASSWORD } });
      return answer.status === 200;
    });
  });

  it('ends a sign-in elsewhere', async () => {
    const account = await app.register();
    const elsewhere = app.visitor();
    await elsewhere.do('signIn', { body: { email: account.email, password: PASSWORD } });
    const page = await settingsOf(account);
    await page.getByRole('button', { name: /^Sign out / }).click();
    await waitFor('the end of the other sign-in', async () => (await elsewhere.call('getMe')).status === 401);
    expect((await account.call('getMe')).status).toBe(200);
  });

  it('is erased with its password, and leads back to the front page', async () => {
    const account = await app.register();
    const page = await settingsOf(account);
    await page.getByRole('button', { name: /Delete my account/ }).click();
    await page.getByLabel('Your password, to be sure').fill(PASSWORD);
    await page.getByRole('button', { name: 'Erase everything' }).click();
    await page.getByRole('heading', { name: /^Watch anything/ }).waitFor();
    const answer = await app.visitor().call('signIn', { body: { email: account.email, password: PASSWORD } });
    expect(answer.code).toBe('credentials_wrong');
  });

  it('of the demo keeps no shop, and leads to one of its person’s own', async () => {
    const visitor = await browser.visitor();
    const page = await visitor.page();
    await page.goto(app.url);
    await page.getByRole('button', { name: 'Try the demo' }).click();
    await page.waitForURL(/\/w\//);
    await page.goto(`${app.url}/inventory`);
    const leave = page.getByRole('button', { name: 'Leave the demo and sign up' });
    await leave.waitFor();
    expect(await page.getByRole('button', { name: 'Open the shop' }).count()).toBe(0);
    await leave.click();
    await page.waitForURL(/\/register$/);
    await page.getByRole('button', { name: 'Sign up' }).waitFor();
  });

  it('of the demo shows no way to change it', async () => {
    const visitor = await browser.visitor();
    const page = await visitor.page();
    await page.goto(app.url);
    await page.getByRole('button', { name: 'Try the demo' }).click();
    await page.waitForURL(/\/w\//);
    await page.goto(`${app.url}/settings`);
    await page.getByText('shared demo account').waitFor();
    expect(await page.getByRole('button', { name: /Delete my account|Change password|Save profile/ }).count()).toBe(0);
  });

  it('is given another plan by an administrator, who finds it by its e-mail', async () => {
    const account = await app.register();
    const admin = await app.admin();
    const visitor = await browser.visitor();
    await signIn(visitor, app.url, admin.cookies);
    const page = await visitor.page();
    await page.goto(`${app.url}/admin/users`);
    await page.getByRole('searchbox').fill(account.email.slice(0, 12));
    await page
      .getByRole('group', { name: `Plan of ${account.email}` })
      .getByRole('button', { name: 'Premium' })
      .click();
    await waitFor('the new plan', async () => (await account.do('getMe')).tier === 'premium');
  });
});
