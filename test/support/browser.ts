import { resolve } from 'node:path';
import { type Browser, type BrowserContext, chromium, type Locator, type Page } from 'playwright-core';
import { findChromium } from '../../scripts/chromium.mjs';
import { waitFor } from './wait-for.ts';

/** Where `npm run build` puts the web app; the browser tests drive the built one. */
export const WEB_DIR = resolve(import.meta.dirname, '../../web/dist');

export const sizes = {
  desktop: { width: 1440, height: 900 },
  phone: { width: 390, height: 844 },
} as const;
export type Size = keyof typeof sizes;
export type Theme = 'light' | 'dark';

export interface VisitorOptions {
  readonly size?: Size;
  readonly theme?: Theme;
}

/** A person at a browser of their own: cookies, storage and address are not shared with others. */
export interface Visitor {
  readonly context: BrowserContext;
  /** Opens a page of this person. */
  page(): Promise<Page>;
  /** What went wrong in any of this person's pages: errors thrown or logged, and everything the policy refused. */
  readonly complaints: string[];
}

export interface TestBrowser extends AsyncDisposable {
  visitor(options?: VisitorOptions): Promise<Visitor>;
}

/** Code of the page is text here: these tests are compiled without the browser's types. */
const TELL_VIOLATIONS = `addEventListener('securitypolicyviolation', (event) =>
  console.error('Policy violation: ' + event.violatedDirective + ' ' + event.blockedURI))`;

/** Nothing a page does takes as long, on however busy a machine. */
const ACTION_MS_MAX = 120_000;

let visitors = 0;

/** A real Chromium for one test file. */
export async function openBrowser(): Promise<TestBrowser> {
  const found = findChromium();
  if ('reason' in found) throw new Error(found.reason);
  // Chromium's own sandbox needs rights that containers and root do not have.
  const browser = await chromium.launch({ executablePath: found.path, args: ['--no-sandbox'] });
  return {
    visitor: (options) => openVisitor(browser, options ?? {}),
    [Symbol.asyncDispose]: () => browser.close(),
  };
}

async function openVisitor(browser: Browser, options: VisitorOptions): Promise<Visitor> {
  visitors += 1;
  const context = await browser.newContext({
    viewport: sizes[options.size ?? 'desktop'],
    colorScheme: options.theme ?? 'light',
    hasTouch: options.size === 'phone',
    // Requests are counted by address: each person has one (RFC 2544: addresses for tests).
    extraHTTPHeaders: { 'x-forwarded-for': `198.19.${visitors >> 8}.${visitors & 255}` },
  });
  context.setDefaultTimeout(ACTION_MS_MAX);
  const complaints: string[] = [];
  await context.addInitScript(TELL_VIOLATIONS);
  return {
    context,
    complaints,
    async page() {
      const page = await context.newPage();
      page.on('pageerror', (error) => complaints.push(`${page.url()}: ${error.message}`));
      page.on('console', (message) => {
        if (message.type() === 'error') complaints.push(`${page.url()}: ${message.text()}`);
      });
      return page;
    },
  };
}

/** Signs a visitor in without a form, as their browser would be after one; the account is `client`'s. */
export async function signIn(visitor: Visitor, url: string, cookies: ReadonlyMap<string, string>): Promise<void> {
  await visitor.context.addCookies([...cookies].map(([name, value]) => ({ name, value, url })));
}

/** The text of a price on screen, once it is known and another than `before`. */
export async function nextPrice(price: Locator, before: string, limit_ms: number): Promise<string> {
  return waitFor(
    `another price than ${before}`,
    async () => {
      const text = (await price.textContent())?.trim() ?? '';
      return /\d/.test(text) && text !== before ? text : null;
    },
    limit_ms,
  );
}
