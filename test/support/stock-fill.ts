import type { BodyInput } from '../../contract/schemas.ts';
import type { Client } from './client.ts';

type NewCollectible = BodyInput<'createCollectible'>;

const names = [
  'Quiet Engine',
  'Frostbound Almanac',
  'Saltroad Cartographer',
  'Copper Heron',
  'Vesper, Last Lighthouse',
  'Oracle of the Ninth Tide',
  'Keeper of Small Hours',
  'Meteor Shepherd',
  'Lantern Moth',
  'Glasswing Regent',
  'Thicket Choir',
  'Ashen Orchard',
];
const sets = [
  ['EMG', 'Embergate', 198],
  ['WAL', 'Winter Almanac', 140],
  ['FVY', 'Far Voyages', 165],
  ['TDC', 'Tidecall', 212],
  ['LNS', 'Long Nights', 180],
] as const;
const conditions = ['NM', 'LP', 'MP'] as const;
const finishes = ['normal', 'foil'] as const;
const languages = ['en', 'de', 'ja'] as const;

/** Requests that are under way at a time. */
const AT_ONCE = 8;

/** The n-th of many cards, each as different from the others as a shop's are; the same n is the same card. */
export function shopCard(vendor_id: string, n: number): NewCollectible {
  const of = <Value>(values: readonly Value[], stride: number): Value =>
    values[Math.floor(n / stride) % values.length] as Value;
  const [set_code, set_name, size] = of(sets, 1);
  const price_minor = 195 + ((n * 7919) % 16_900);
  return {
    vendor_id,
    sku: `SHOP-${String(n).padStart(4, '0')}`,
    condition: of(conditions, 3),
    card_details: {
      game: 'mtg',
      set_code,
      set_name,
      collector_number: `${String(1 + ((n * 37) % size)).padStart(3, '0')}/${size}`,
      name: of(names, 1),
      language: of(languages, 2),
      finish: of(finishes, 4),
    },
    price_minor: price_minor - (price_minor % 5),
    cost_minor: n % 9 === 0 ? null : Math.round(price_minor * (0.5 + (n % 5) / 10)),
    shelf: `${'ABCD'.charAt(n % 4)}-${String(1 + (n % 12)).padStart(2, '0')}-${1 + (n % 4)}`,
    status: n % 11 === 10 ? 'draft' : 'active',
    low_stock_at: n % 8 === 0 ? 5 : null,
    quantity: n % 33,
  };
}

/** Fills a vendor with so many different cards, some at a time. */
export async function fillShop(client: Client, vendor_id: string, count: number): Promise<void> {
  const queue = Array.from({ length: count }, (_, n) => n);
  const work = async () => {
    for (let n = queue.shift(); n !== undefined; n = queue.shift())
      await client.do('createCollectible', { body: shopCard(vendor_id, n) });
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
}
