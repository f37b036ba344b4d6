import type { ReplyOf } from '../../contract/schemas.ts';
import type { TestApp } from './app.ts';
import type { Client } from './client.ts';
import { addCard, openVendor } from './vendors.ts';
import { waitFor } from './wait-for.ts';

type Card = NonNullable<Parameters<typeof addCard>[2]>;
type Details = NonNullable<Card['card_details']>;
export type Product = ReplyOf<'getProduct'>;

export interface CardSet {
  readonly set_code: string;
  readonly set_name: string;
}

let sets = 0;

/** A set that nothing else in a test file has cards of. */
export function aSet(): CardSet {
  sets += 1;
  return { set_code: `win${sets}`, set_name: `Window Set ${sets}` };
}

export function aCard(set: CardSet, details: Partial<Details> = {}, more: Card = {}): Card {
  const card_details = { game: 'pokemon', collector_number: '4/102', name: 'Charizard', ...set, ...details } as Details;
  return { card_details, status: 'active', price_minor: 24_900, quantity: 2, ...more };
}

/** What anybody sees of the shops of a test program. */
export function windowOf(app: () => TestApp) {
  const list = (query: Readonly<Record<string, unknown>>) =>
    app()
      .visitor()
      .do('listProducts', { query: query as never });
  return {
    list,
    async shop(name?: string) {
      const owner = await app().register();
      const { vendor_id } = await openVendor(owner, name);
      return { owner, vendor_id, add: (card: Card) => addCard(owner, vendor_id, card) };
    },
    /** Resolves once the window shows so many products of a set. */
    shown: (set: CardSet, count: number) =>
      waitFor(`${count} products of ${set.set_name}`, async () => {
        const products = await list({ set: set.set_code, limit: 200 });
        return products.length === count ? products : null;
      }),
    product: (slug: string, is: (product: Product) => boolean): Promise<Product> =>
      waitFor(`${slug} as it should be`, async () => {
        const answer = await app().visitor().call('getProduct', { params: { slug } });
        return answer.status === 200 && is(answer.data) ? answer.data : null;
      }),
  };
}

export async function change(
  owner: Client,
  { vendor_id, id }: { readonly vendor_id: string; readonly id: string },
  body: object,
): Promise<void> {
  await owner.do('updateCollectible', { params: { vendor_id, id }, headers: { 'if-match': '*' }, body });
}
