import { afterAll, beforeAll, describe, expect, it } from 'vitest';
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
      ...{ kind: 'collectible', exchange: 'SHOP', currency: 'USD', status: 'active' },
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
});
