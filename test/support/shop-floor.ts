import type { BodyInput } from '../../contract/schemas.ts';
import type { Client } from './client.ts';
import type { TestApp } from './app.ts';
import { waitFor } from './wait-for.ts';

type NewCollectible = BodyInput<'createCollectible'>;

/** What a vendor of a test offers: a card by its number within one set. */
export interface TestOffer {
  readonly number: string;
  readonly name: string;
  readonly price_minor: number;
  readonly quantity: number;
  readonly more?: Partial<Omit<NewCollectible, 'vendor_id'>>;
}

export interface TestStall {
  readonly owner: Client & { readonly email: string };
  readonly vendor_id: string;
  readonly location_id: string;
  /** Ids of its listings, by the numbers of their cards; the last one of each. */
  readonly listings: ReadonlyMap<string, string>;
}

/** A vendor that sends from a country, tracked or by letter, with prices that contain a tax of a fifth. */
export async function openStall(
  app: Pick<TestApp, 'register'>,
  { name, country, offers }: { readonly name: string; readonly country: string; readonly offers: readonly TestOffer[] },
): Promise<TestStall> {
  const owner = await app.register();
  const { id: vendor_id } = await owner.do('createVendor', { body: { name, currency: 'EUR' } });
  const params = { vendor_id };
  const [location] = await owner.do('listLocations', { params });
  if (location === undefined) throw new Error('a vendor begins with a location');
  const terms = { ships_from: country, tax_mode: 'inclusive', tax_rate_bp: 2000, tax_name: 'VAT' } as const;
  await owner.do('updateSellingTerms', { params, body: terms });
  for (const [method, price_minor, days_min, days_max] of [
    ['Tracked', 390, 2, 3],
    ['Letter', 110, 3, 5],
  ] as const) {
    const rates = [{ at_least: 0, price_minor }];
    await owner.do('createShippingMethod', { params, body: { name: method, rates, days_min, days_max } });
  }
  const listings = new Map<string, string>();
  for (const offer of offers) {
    const { id } = await owner.do('createCollectible', { body: listingOf(vendor_id, offer) });
    listings.set(offer.number, id);
  }
  return { owner, vendor_id, location_id: location.id, listings };
}

/** A card of the set "Tidal Court" on sale. */
function listingOf(vendor_id: string, { number, name, price_minor, quantity, more }: TestOffer): NewCollectible {
  return {
    vendor_id,
    card_details: { game: 'meridian', set_code: 'TDC', set_name: 'Tidal Court', collector_number: number, name },
    condition: 'NM',
    price_minor,
    quantity,
    status: 'active',
    ...more,
  };
}

/** The vendor asks another price for a card, whoever holds pieces of it meanwhile. */
export async function reprice(
  { owner, vendor_id, listings }: TestStall,
  number: string,
  price_minor: number,
): Promise<void> {
  const params = { id: listings.get(number) ?? '', vendor_id };
  await waitFor(`the price of ${number}`, async () => {
    const { headers } = await owner.call('getCollectible', { params });
    const match = { 'if-match': headers.get('etag') ?? '' };
    const { status } = await owner.call('updateCollectible', { params, body: { price_minor }, headers: match });
    return status < 300;
  });
}
