import type { BodyInput, ReplyOf } from '../../contract/schemas.ts';
import type { Client } from './client.ts';

/** A vendor of a person's own, with the location it began with. */
export interface TestVendor {
  readonly vendor_id: string;
  readonly location_id: string;
}

export async function openVendor(owner: Client, name = 'Corner Cards'): Promise<TestVendor> {
  const { id } = await owner.do('createVendor', { body: { name } });
  const [location] = await owner.do('listLocations', { params: { vendor_id: id } });
  if (location === undefined) throw new Error('a vendor begins with a location');
  return { vendor_id: id, location_id: location.id };
}

/** Adds a person to the staff, by a link as they would get it. */
export async function hire(
  owner: Client,
  person: Client & { readonly email: string },
  { vendor_id, role }: { readonly vendor_id: string; readonly role: 'owner' | 'manager' | 'clerk' | 'viewer' },
): Promise<void> {
  const { token } = await owner.do('inviteStaff', { params: { vendor_id }, body: { email: person.email, role } });
  await person.do('acceptInvitation', { body: { token } });
}

type NewCollectible = BodyInput<'createCollectible'>;

/** A card as most are: near mint, ungraded. */
export function cardOf(vendor_id: string, more: Partial<NewCollectible> = {}): NewCollectible {
  return {
    vendor_id,
    card_details: { game: 'pokemon', set_code: 'base1', collector_number: '4/102', name: 'Charizard' },
    condition: 'NM',
    ...more,
  };
}

export async function addCard(
  client: Client,
  vendor_id: string,
  more: Partial<NewCollectible> = {},
): Promise<ReplyOf<'createCollectible'>> {
  return client.do('createCollectible', { body: cardOf(vendor_id, more) });
}
