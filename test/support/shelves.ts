import type { Client } from './client.ts';
import { addCard } from './vendors.ts';

export const card = (name: string, more: Record<string, unknown> = {}) => ({
  game: 'pokemon',
  set_code: 'base1',
  set_name: 'Base Set',
  name,
  ...more,
});

/** Six pieces that differ in all that a filter asks. @returns the location of one of them. */
export async function fillShelves(owner: Client, vendor_id: string): Promise<string> {
  const add = (more: Parameters<typeof addCard>[2]) => addCard(owner, vendor_id, more);
  const params = { vendor_id: vendor_id };
  const { id: cellar } = await owner.do('createLocation', { params, body: { name: 'Cellar' } });
  await add({
    sku: 'CHAR-1',
    card_details: card('Charizard', { collector_number: '4/102' }),
    quantity: 2,
    price_minor: 90_000,
    status: 'active',
  });
  await add({
    sku: 'PIKA-1',
    card_details: card('Pikachu', { collector_number: '58/102' }),
    quantity: 7,
    price_minor: 500,
    status: 'active',
    note: 'Yellow cheeks',
  });
  await add({
    sku: 'MEW-GX',
    card_details: card('Mew-GX', { set_code: 'sm115', set_name: 'Hidden Fates', finish: 'holofoil' }),
    quantity: 0,
    low_stock_at: 1,
    condition: 'LP',
  });
  await add({
    sku: 'FLA-1',
    card_details: card('Flabébé', { set_code: 'xy1', set_name: 'XY', language: 'fr' }),
    quantity: 1,
    location_id: cellar,
    cost_minor: 10,
    barcode: '0820650',
  });
  await add({
    sku: 'SLAB-1',
    condition: null,
    grading: { company: 'PSA', grade: '10', cert_number: '77001' },
    card_details: card('Blastoise'),
    quantity: 1,
  });
  await add({
    sku: 'ETB-1',
    kind: 'sealed',
    condition: 'SEALED',
    card_details: undefined,
    sealed_details: { game: 'pokemon', set_code: 'base1', set_name: 'Base Set', product: 'Booster box' },
  });
  return cellar;
}
