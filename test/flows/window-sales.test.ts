import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { recordSales, type SoldLine } from '../../server/modules/inventory/index.ts';
import { inTransaction } from '../../server/platform/db/transaction.ts';
import { newId } from '../../server/platform/ids.ts';
import { startApp, type TestApp } from '../support/app.ts';
import { noonClock } from '../support/noon-clock.ts';
import { waitFor } from '../support/wait-for.ts';
import { aCard, aSet, change, windowOf } from '../support/window.ts';

const clock = noonClock();
let app: TestApp;

beforeAll(async () => {
  app = await startApp({ clock, requests_per_minute: 1_000_000 });
});
afterAll(async () => app[Symbol.asyncDispose]());

const { shop, shown, product } = windowOf(() => app);

/** A listing on sale, its product, and a way to sell it. */
async function onSale() {
  const set = aSet();
  const { owner, vendor_id, add } = await shop();
  const listing = await add(aCard(set));
  const [seen] = await shown(set, 1);
  const slug = seen?.slug ?? '';
  const symbol = seen?.states[0]?.instrument_symbol ?? '';
  const line = (more: Partial<SoldLine> = {}): SoldLine => ({
    line_id: newId(),
    vendor_id,
    listing_id: listing.id,
    instrument_symbol: symbol,
    state: 'NM',
    price_minor: 20_000,
    currency: 'USD',
    quantity: 2,
    at: clock.now(),
    ...more,
  });
  const quote = async () => {
    const answer = await app.visitor().call('getStock', { params: { symbol } });
    return answer.status === 200 ? answer.data.quote : null;
  };
  return { owner, listing, slug, symbol, line, quote };
}

function record(...lines: readonly SoldLine[]): Promise<void> {
  const { platform } = app.program;
  return inTransaction(platform.db, (tx) => recordSales(tx, platform, lines));
}

async function candles(symbol: string) {
  const { candles: all } = await app.visitor().do('getHistory', { params: { symbol }, query: { interval: '1d' } });
  return {
    volume: all.reduce((sum, { volume }) => sum + volume, 0),
    low: Math.min(...all.map(({ low }) => Number(low))),
    high: Math.max(...all.map(({ high }) => Number(high))),
  };
}

describe('a sale', () => {
  it('is the last sale of its product and state, and stands in the list of what it sold for', async () => {
    const { slug, line } = await onSale();
    const at = clock.now();
    await record(line({ at }));
    const sold = await product(slug, ({ last_sale_minor }) => last_sale_minor === 20_000);
    expect(sold.states[0]).toMatchObject({ last_sale_minor: 20_000, last_sale_at: at.toISOString() });
    expect(sold.sales).toEqual([{ at: at.toISOString(), state: 'NM', price_minor: 20_000, quantity: 2 }]);
    await record(line({ at: new Date(at.getTime() - 60_000), price_minor: 1 }));
    const later = await product(slug, ({ sales }) => sales.length === 2);
    expect(later).toMatchObject({ last_sale_minor: 20_000, sales: [{ price_minor: 20_000 }, { price_minor: 1 }] });
  });

  it('is told of its instrument by itself, with the product it leads to, and neither with who bought nor who sold it', async () => {
    const { slug, symbol, line } = await onSale();
    const read = () => app.visitor().do('getInstrumentSales', { params: { symbol: symbol.toLowerCase() } });
    expect(await read()).toMatchObject({ product: { slug, last_sale_minor: null }, sales: [] });
    const at = clock.now();
    const elsewhere = (await onSale()).line();
    await record(
      line({ at }),
      line({ at: new Date(at.getTime() - 1_000), price_minor: 19_900, quantity: 1 }),
      elsewhere,
    );
    expect(await read()).toEqual({
      product: {
        slug,
        title: 'Charizard',
        currency: 'USD',
        state: 'NM',
        instrument_symbol: symbol,
        price_minor: 24_900,
        available: 2,
        offers: 1,
        last_sale_minor: 20_000,
        last_sale_at: at.toISOString(),
      },
      sales: [
        { at: at.toISOString(), state: 'NM', price_minor: 20_000, quantity: 2 },
        { at: new Date(at.getTime() - 1_000).toISOString(), state: 'NM', price_minor: 19_900, quantity: 1 },
      ],
    });
    expect((await app.visitor().call('getInstrumentSales', { params: { symbol: 'AAPL' } })).code).toBe(
      'product_unknown',
    );
  });

  it('is a print with its pieces in the candles and the volume, while the price stays the lowest that is asked', async () => {
    const { symbol, line, quote } = await onSale();
    await waitFor('the price', async () => (await quote())?.price === '249.00');
    const version = (await quote())?.version ?? 0;
    await record(line(), line({ price_minor: 30_000, quantity: 1 }));
    const moved = await waitFor('the volume', async () => {
      const now = await quote();
      return now?.volume === 3 ? now : null;
    });
    expect(moved).toMatchObject({ price: '249.00', session: 'regular', source: 'shop' });
    expect(moved.version).toBeGreaterThan(version);
    expect(await candles(symbol)).toEqual({ volume: 3, low: 200, high: 300 });
  });

  it('is counted once, however often it is told, and whatever is restarted', async () => {
    const { slug, symbol, line, quote, owner, listing } = await onSale();
    const [one, other] = [line(), line({ quantity: 5 })];
    await record(one);
    await Promise.all([record(one), record(one, other), record(other)]);
    await waitFor('the volume', async () => (await quote())?.volume === 7);
    await app.restart();
    await change(owner, listing, { price_minor: 22_000 });
    await waitFor('the new price', async () => (await quote())?.price === '220.00');
    await record(line({ quantity: 1 }));
    await waitFor('the volume', async () => (await quote())?.volume === 8);
    expect((await product(slug, ({ sales }) => sales.length === 3)).last_sale_minor).toBe(20_000);
    expect((await candles(symbol)).volume).toBe(8);
  });

  it('sets off no alert that waits for a lower price to be asked', async () => {
    const { symbol, line, quote, owner, listing } = await onSale();
    await waitFor('the price', async () => (await quote())?.price === '249.00');
    const watcher = await app.register();
    const rule = { condition_type: 'PRICE_BELOW', threshold_value: '210' } as const;
    await watcher.do('createAlert', { body: { stock_symbol: symbol, ...rule } });
    await record(line({ price_minor: 100 }));
    await waitFor('the volume', async () => (await quote())?.volume === 2);
    expect(await watcher.do('listAlertFirings', { query: {} })).toEqual([]);
    await change(owner, listing, { price_minor: 20_900 });
    await waitFor('the firing', async () => (await watcher.do('listAlertFirings', { query: {} })).length === 1);
  });

  it('and the looks of the shop keeper do not lock each other out', async () => {
    const all = await Promise.all([onSale(), onSale(), onSale()]);
    const { db } = app.program.platform;
    await Promise.all(
      Array.from({ length: 40 }, async (_, round) => {
        const lines = all.map(({ line }) => line({ quantity: 1 }));
        await record(...(round % 2 === 0 ? lines : lines.toReversed()));
        await change(all[round % 3]?.owner ?? all[0].owner, all[round % 3]?.listing ?? all[0].listing, {
          price_minor: 5_000 + round,
        });
      }),
    );
    const { rows } = await sql<{ sold: number }>`SELECT count(*)::int AS sold FROM market.shop_sales
      JOIN market.instruments ON instruments.id = instrument_id
      WHERE symbol = ANY (${all.map(({ symbol }) => symbol)})`.execute(db);
    expect(rows[0]?.sold).toBe(120);
  });
});
