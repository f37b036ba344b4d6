import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ADMIN, PASSWORD, startApp, type TestApp } from '../support/app.ts';
import { openBrowser, type Size, signIn, type TestBrowser, type Visitor, WEB_DIR } from '../support/browser.ts';
import { expectNoBarrier, expectToFit } from '../support/browser-barriers.ts';
import { hire, openVendor } from '../support/vendors.ts';

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

type Person = Awaited<ReturnType<TestApp['register']>>;

async function visitorOf(person: Pick<Person, 'cookies'>, size: Size = 'desktop'): Promise<Visitor> {
  const visitor = await browser.visitor({ size });
  await signIn(visitor, app.url, person.cookies);
  return visitor;
}

describe('a shop, with the keyboard alone', () => {
  it('is opened, gets a second location, and invites somebody by a link that is shown once', async () => {
    const owner = await app.register();
    const visitor = await visitorOf(owner);
    const page = await visitor.page();
    await page.goto(`${app.url}/w`);
    await page.getByText('No lists yet').waitFor();
    await page.keyboard.press('g');
    await page.keyboard.press('i');
    await page.getByRole('heading', { name: 'Open a shop' }).waitFor();
    await page.getByLabel('Name').focus();
    await page.keyboard.type('Corner Cards');
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/inventory\/[0-9a-f-]{36}$/);

    await page.getByRole('navigation', { name: 'Inventory' }).getByRole('link', { name: 'Settings' }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Add a location' }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').locator('input:focus').waitFor();
    await page.keyboard.type('Main');
    await page.keyboard.press('Enter');
    await page.getByText('There is a location of that name already').waitFor();
    await page.keyboard.press('Control+a');
    await page.keyboard.type('Safe');
    await page.keyboard.press('Enter');
    await page.getByRole('list', { name: 'Locations' }).getByText('Safe').waitFor();

    await page.getByRole('navigation', { name: 'Inventory' }).getByRole('link', { name: 'Staff' }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Invite' }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').locator('input:focus').waitFor();
    await page.keyboard.type('mira@example.org');
    await page.keyboard.press('Enter');
    const link = page.getByRole('textbox', { name: 'Link' });
    await link.waitFor();
    expect(await link.inputValue()).toMatch(/\/invitations\/[\w-]{43}$/);
    await page.keyboard.press('Escape');
    await page.getByRole('heading', { name: 'Invited' }).waitFor();
    await page.getByRole('button', { name: 'Revoke the invitation of mira@example.org' }).press('Enter');
    await page.getByRole('heading', { name: 'Invited' }).waitFor({ state: 'detached' });
    expect(visitor.complaints).toEqual(visitor.complaints.filter((line) => line.includes('409')));
  });
});

describe('an invitation', () => {
  it('leads a visitor through signing in, and lets the right account join', async () => {
    const [owner, clerk, other] = [await app.register(), await app.register(), await app.register()];
    const { vendor_id } = await openVendor(owner, 'Invited Cards');
    const body = { email: clerk.email, role: 'clerk' } as const;
    const { token } = await owner.do('inviteStaff', { params: { vendor_id }, body });

    const wrong = await (await visitorOf(other)).page();
    await wrong.goto(`${app.url}/invitations/${token}`);
    await wrong.getByRole('button', { name: 'Join' }).click();
    await wrong.getByText(`another address than ${other.email}`).waitFor();

    const visitor = await browser.visitor();
    const page = await visitor.page();
    await page.goto(`${app.url}/invitations/${token}`);
    await page.locator('.card').getByRole('link', { name: 'Sign in' }).click();
    await page.getByLabel('E-mail').fill(clerk.email);
    await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Join' }).click();
    await page.waitForURL(`${app.url}/inventory/${vendor_id}`);
    await page.getByRole('button', { name: /^Invited Cards/ }).waitFor();
    expect(await page.getByRole('link', { name: 'Value' }).count()).toBe(0);
  });
});

describe('staff', () => {
  it('get another role by an owner, who cannot give up being the last one', async () => {
    const [owner, clerk] = [await app.register(), await app.register()];
    const { vendor_id } = await openVendor(owner);
    await hire(owner, clerk, { vendor_id, role: 'clerk' });
    const page = await (await visitorOf(owner)).page();
    await page.goto(`${app.url}/inventory/${vendor_id}/staff`);
    const row = page.getByRole('listitem').filter({ hasText: clerk.email });
    await row.getByRole('combobox').press('Enter');
    await page.getByRole('option', { name: 'Manager' }).press('Enter');
    await page.getByText(`${clerk.email} is manager now.`).waitFor();
    await page.getByRole('button', { name: 'Leave the shop' }).press('Enter');
    await page.getByRole('dialog').getByRole('button', { name: 'Leave' }).press('Enter');
    await page.getByText('This is the last owner').waitFor();
    await page.keyboard.press('Escape');
    await row.getByRole('button', { name: /^Remove/ }).press('Enter');
    await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).press('Enter');
    await row.waitFor({ state: 'detached' });
    expect((await clerk.call('getVendor', { params: { vendor_id } })).code).toBe('vendor_unknown');
  });

  it('see nothing to change where their role changes nothing', async () => {
    const [owner, viewer] = [await app.register(), await app.register()];
    const { vendor_id } = await openVendor(owner);
    await hire(owner, viewer, { vendor_id, role: 'viewer' });
    const page = await (await visitorOf(viewer)).page();
    for (const path of ['staff', 'settings', 'counts']) {
      await page.goto(`${app.url}/inventory/${vendor_id}/${path}`);
      await page.getByRole('heading', { level: 1 }).waitFor();
      for (const name of ['Invite', 'Add a location', 'Close the shop…', 'Start a count', 'Save'])
        expect(await page.getByRole('button', { name, exact: true }).count(), `${name} on ${path}`).toBe(0);
    }
  });
});

describe('an administrator', () => {
  it('says why before looking into a shop, and is told that they only look', async () => {
    const owner = await app.register();
    await openVendor(owner, 'Watched Cards');
    const visitor = await browser.visitor();
    const page = await visitor.page();
    await page.goto(`${app.url}/sign-in?next=/admin/vendors`);
    await page.getByLabel('E-mail').fill(ADMIN.email);
    await page.getByLabel('Password', { exact: true }).fill(ADMIN.password);
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Look into Watched Cards' }).click();
    await page.getByRole('dialog').locator('input:focus').waitFor();
    await page.keyboard.press('Enter');
    await page.getByText('Say why, in a few words.').waitFor();
    await page.keyboard.type('Asked for help with a count');
    await expectNoBarrier(page, 'the reason of a visit');
    await page.keyboard.press('Enter');
    await page.getByText('You look in on Watched Cards as an administrator.').waitFor();
    await expectNoBarrier(page, 'a visit');
  });
});

describe('the pages of a shop', () => {
  it('have no barriers and fit on every screen', async () => {
    const [owner, clerk] = [await app.register(), await app.register()];
    const { vendor_id } = await openVendor(owner, 'A shop with a rather long name that goes on');
    await hire(owner, clerk, { vendor_id, role: 'clerk' });
    const body = { email: 'a-long-address-of-somebody@subdomain.example.org', role: 'manager' } as const;
    const { token } = await owner.do('inviteStaff', { params: { vendor_id }, body });
    const page = await (await visitorOf(owner)).page();
    const shop = `/inventory/${vendor_id}`;
    for (const path of [`${shop}/staff`, `${shop}/settings`, `${shop}/counts`, `/invitations/${token}`]) {
      await page.goto(`${app.url}${path}`);
      await page.getByRole('heading', { level: 1 }).waitFor();
      await expectNoBarrier(page, path);
      await expectToFit(page, path);
    }
    const nobody = await (await visitorOf(await app.register())).page();
    await nobody.goto(`${app.url}/inventory`);
    await nobody.getByRole('heading', { name: 'Open a shop' }).waitFor();
    await expectNoBarrier(nobody, 'no shop yet');
    await expectToFit(nobody, 'no shop yet');
    await nobody.goto(`${app.url}${shop}/staff`);
    await nobody.getByText('No such shop').waitFor();
  });
});
