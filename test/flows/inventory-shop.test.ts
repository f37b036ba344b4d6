import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createLiveClient } from '../../contract/live/client.ts';
import { SOCKET_PATH, SUBPROTOCOL } from '../../contract/live/protocol.ts';
import type { ReplyOf } from '../../contract/schemas.ts';
import { startApp, type TestApp } from '../support/app.ts';
import type { Client } from '../support/client.ts';
import { addCard, openVendor, type TestVendor } from '../support/vendors.ts';
import { waitFor } from '../support/wait-for.ts';

let app: TestApp;
let numbers = 0;

beforeAll(async () => {
  app = await startApp({ requests_per_minute: 1_000_000 });
});
afterAll(async () => app[Symbol.asyncDispose]());

type Listing = ReplyOf<'createCollectible'>;
type Card = NonNullable<Parameters<typeof addCard>[2]>;

/** A card that nothing else in these tests is. */
function aCard(more: Card = {}): Card {
  numbers += 1;
  const card_details = {
    game: 'pokemon',
    set_code: 'base1',
    set_name: 'Base Set',
    collector_number: `${numbers}/102`,
    name: 'Charizard',
    finish: 'holofoil',
  } as const;
  return { card_details, status: 'active', price_minor: 24_900, quantity: 2, ...more };
}

async function symbolOf(owner: Client, { vendor_id, id }: Pick<Listing, 'vendor_id' | 'id'>): Promise<string> {
  return waitFor('the instrument', async () => {
    const { instrument_symbol } = await owner.do('getCollectible', { params: { vendor_id, id } });
    return instrument_symbol;
  });
}

/** Resolves once the quote is like this. */
async function quoted(symbol: string, price: string, session = 'regular') {
  return waitFor(`${symbol} at ${price}, ${session}`, async () => {
    const answer = await app.visitor().call('getStock', { params: { symbol } });
    const quote = answer.status === 200 ? answer.data.quote : null;
    return quote?.price === price && quote.session === session ? answer.data : null;
  });
}

async function setStatus(owner: Client, { vendor_id, id }: Listing, status: 'active' | 'paused' | 'archived') {
  await owner.do('updateCollectible', { params: { vendor_id, id }, headers: { 'if-match': '*' }, body: { status } });
}

const firings = (watcher: Client) => watcher.do('listAlertFirings', { query: {} });

/** The reference client on a real socket of a visitor. */
function live(url: string) {
  const rows = new Map<string, readonly unknown[]>();
  const client = createLiveClient({
    open: () => new WebSocket(`${url.replace('http', 'ws')}${SOCKET_PATH}`, SUBPROTOCOL),
    ticket: () => Promise.resolve(null),
    timers: {
      now: () => performance.now(),
      set: (ms, run) => setTimeout(run, ms),
      clear: (handle) => clearTimeout(handle as NodeJS.Timeout),
    },
    random: Math.random,
    onRows: (changed) => {
      for (const row of changed) rows.set(row[0], row);
    },
    onStatus: () => undefined,
  });
  return { client, rows, [Symbol.dispose]: () => client.stop() };
}

async function setPrice(owner: Client, { vendor_id, id }: Listing, price_minor: number): Promise<void> {
  await owner.do('updateCollectible', {
    params: { vendor_id, id },
    headers: { 'if-match': '*' },
    body: { price_minor },
  });
}

async function shop(): Promise<{ readonly owner: Client; readonly vendor: TestVendor }> {
  const owner = await app.register();
  return { owner, vendor: await openVendor(owner) };
}

describe('what a vendor lists', () => {
  it('is an instrument with the price that is asked, found by its name, and with candles of its own', async () => {
    const { owner, vendor } = await shop();
    const listing = await addCard(owner, vendor.vendor_id, aCard());
    const symbol = await symbolOf(owner, listing);
    expect(symbol).toBe(`PKM.BASE1-${numbers}H.NM`);
    const stock = await quoted(symbol, '249.00');
    expect(stock).toMatchObject({
      name: `Charizard · Base Set ${numbers}/102 · Holofoil · NM`,
      kind: 'collectible',
      exchange: 'SHOP',
      currency: 'USD',
      status: 'active',
      quote: { source: 'shop', simulated: false, delay_ms: 0, volume: null, freshness: 'live' },
    });
    await waitFor('the search', async () => {
      const found = await app.visitor().do('listStocks', { query: { q: `charizard ${numbers}`, kind: 'collectible' } });
      return found.some((one) => one.symbol === symbol);
    });
    await setPrice(owner, listing, 9_900);
    await quoted(symbol, '99.00');
    await setPrice(owner, listing, 99_900);
    expect((await quoted(symbol, '999.00')).quote).toMatchObject({ open: '249.00', high: '999.00', low: '99.00' });
  });

  it('has the lowest price of all vendors, and the last one while nobody sells it', async () => {
    const [here, there] = [await shop(), await shop()];
    const card = aCard();
    const dear = await addCard(here.owner, here.vendor.vendor_id, card);
    const symbol = await symbolOf(here.owner, dear);
    await quoted(symbol, '249.00');
    const cheap = await addCard(there.owner, there.vendor.vendor_id, { ...card, price_minor: 19_900 });
    expect(await symbolOf(there.owner, cheap)).toBe(symbol);
    await quoted(symbol, '199.00');
    await setStatus(there.owner, cheap, 'paused');
    await quoted(symbol, '249.00');
    await setStatus(here.owner, dear, 'archived');
    const { quote } = await quoted(symbol, '249.00', 'closed');
    expect(quote).toMatchObject({ freshness: 'closed' });
    await setStatus(there.owner, cheap, 'active');
    const back = await quoted(symbol, '199.00');
    expect(Date.parse(back.quote?.at ?? '')).toBeGreaterThan(Date.parse(quote?.at ?? ''));
  });

  it('keeps what is not the same apart: conditions, grades, finishes, languages and currencies', async () => {
    const { owner, vendor } = await shop();
    const card = aCard();
    const others: Card[] = [
      card,
      { ...card, condition: 'LP' },
      { ...card, condition: null, grading: { company: 'PSA', grade: '10' }, quantity: 1 },
      { ...card, card_details: { ...card.card_details, finish: 'normal' } as never },
      { ...card, card_details: { ...card.card_details, language: 'ja' } as never },
      { ...card, currency: 'EUR' },
    ];
    const symbols: string[] = [];
    for (const other of others) symbols.push(await symbolOf(owner, await addCard(owner, vendor.vendor_id, other)));
    expect(new Set(symbols).size).toBe(others.length);
    const mint = await addCard(owner, vendor.vendor_id, { ...card, condition: 'M' });
    expect(await symbolOf(owner, mint)).toBe(symbols[0]);
    const piece = { kind: 'watch', condition: 'NM', watch_details: { brand: 'Seiko', model: 'SKX007' } } as const;
    const watch = await owner.do('createCollectible', {
      body: { vendor_id: vendor.vendor_id, status: 'active', price_minor: 30_000, quantity: 1, ...piece },
    });
    expect(await symbolOf(owner, watch)).toMatch(/^WATCH\.SEIKO-SKX007/);
  });

  it('moves in a list, on a socket, and after a restart', async () => {
    const { owner, vendor } = await shop();
    const watcher = await app.register();
    const listing = await addCard(owner, vendor.vendor_id, aCard());
    const symbol = await symbolOf(owner, listing);
    await quoted(symbol, '249.00');
    const list = await watcher.do('createWatchlist', { body: { name: 'Cards' } });
    await watcher.do('addWatchlistItem', { params: { id: list.id }, body: { symbol } });
    using socket = live(app.url);
    socket.client.setSymbols([symbol]);
    socket.client.start();
    await waitFor('the first row', () => socket.rows.get(symbol)?.[2] === '249.00');
    expect(socket.rows.get(symbol)?.slice(5)).toEqual(['regular', 'shop']);
    await setPrice(owner, listing, 50_000);
    await waitFor('the moved row', () => socket.rows.get(symbol)?.[2] === '500.00');
    const { items } = await watcher.do('getWatchlist', { params: { id: list.id } });
    expect(items).toMatchObject([{ symbol, quote: { price: '500.00', source: 'shop' } }]);

    await app.restart();
    await quoted(symbol, '500.00');
    await setPrice(owner, listing, 60_000);
    await quoted(symbol, '600.00');
  });

  it('tells nobody what is the vendor’s own: not its cost, its note, its count or its name', async () => {
    const owner = await app.register();
    const vendor = await openVendor(owner, 'Quiet Cards of Nowhere');
    const secret = { cost_minor: 4_321_987, note: 'from the estate of a friend', quantity: 37, sku: 'SECRET-SKU-9' };
    const listing = await addCard(owner, vendor.vendor_id, aCard(secret));
    const symbol = await symbolOf(owner, listing);
    await quoted(symbol, '249.00');
    const paths = [`/stocks/${symbol}`, `/stocks/${symbol}/history`, `/quotes?symbols=${symbol}`, '/providers'];
    for (const path of paths) {
      const text = await (await app.visitor().fetch(`/api/v1${path}`)).text();
      expect(text).not.toMatch(/4321987|43219|estate|SECRET|Quiet Cards|"37"|:37[,}]/);
      expect(text).not.toContain(vendor.vendor_id);
      expect(text).not.toContain(listing.id);
    }
  });
});

describe('alerts on what a vendor lists', () => {
  it('fire once when the price drops, however far it jumps', async () => {
    const { owner, vendor } = await shop();
    const listing = await addCard(owner, vendor.vendor_id, aCard());
    const symbol = await symbolOf(owner, listing);
    await quoted(symbol, '249.00');
    const watcher = await app.register();
    const body = { stock_symbol: symbol, condition_type: 'PRICE_BELOW', threshold_value: '20' } as const;
    const { id } = await watcher.do('createAlert', { body });
    await setPrice(owner, listing, 1_500);
    await waitFor('the firing', async () => (await firings(watcher)).length === 1);
    await setPrice(owner, listing, 1_400);
    await quoted(symbol, '14.00');
    expect(await firings(watcher)).toMatchObject([{ alert_id: id, price: '15.00', source: 'shop', simulated: false }]);
    expect(await watcher.do('getAlert', { params: { id } })).toMatchObject({ status: 'triggered' });
  });

  it('fire when pieces are for sale again, and not when a price moves', async () => {
    const { owner, vendor } = await shop();
    const listing = await addCard(owner, vendor.vendor_id, aCard());
    const symbol = await symbolOf(owner, listing);
    await quoted(symbol, '249.00');
    const watcher = await app.register();
    const rule = { condition_type: 'BACK_IN_STOCK', repeat: 'COOLDOWN', cooldown_s: 60 } as const;
    const { sentence } = await watcher.do('createAlert', { body: { stock_symbol: symbol, ...rule } });
    expect(sentence).toBe(`${symbol} is back in stock`);
    const stock = await watcher.call('createAlert', { body: { stock_symbol: 'AAPL', ...rule } });
    expect(stock.code).toBe('alert_condition_invalid');
    await setPrice(owner, listing, 20_000);
    await quoted(symbol, '200.00');
    await setStatus(owner, listing, 'paused');
    await quoted(symbol, '200.00', 'closed');
    expect(await firings(watcher)).toEqual([]);
    await setStatus(owner, listing, 'active');
    await waitFor('the firing', async () => (await firings(watcher)).length === 1);
    await setPrice(owner, listing, 21_000);
    await quoted(symbol, '210.00');
    expect(await firings(watcher)).toMatchObject([{ stock_symbol: symbol, price: '200.00' }]);
    const [told] = await watcher.do('listNotifications', { query: { kind: 'alert_fired' } });
    expect(told?.title).toBe(`${symbol} is back in stock, at 200.00 USD`);
  });
});
