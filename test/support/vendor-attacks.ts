import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { Endpoint } from '../../contract/endpoint.ts';
import { bodyExamples } from '../../contract/examples.ts';
import { vendorRights, type VendorRoute } from '../../contract/inventory.rights.ts';
import { pathOf, routes } from '../../contract/routes.ts';
import { type SchemaName, schemas } from '../../contract/schemas.ts';
import type { Client } from './client.ts';
import type { SoldIds } from './order-fill.ts';

/** Something of everything a vendor has. */
export interface Ids {
  readonly vendor_id: string;
  readonly each: Readonly<Record<Part, string>>;
  /** A cursor of every paged list. */
  readonly cursors: Readonly<Record<string, string>>;
}
type Part =
  | keyof SoldIds
  | 'listing'
  | 'location'
  | 'second_location'
  | 'count'
  | 'invitation'
  | 'user'
  | 'import'
  | 'mapping'
  | 'photo'
  | 'bulk_edit'
  | 'view';

/** One call. */
export interface Attack {
  readonly endpoint: Endpoint;
  readonly method: string;
  readonly address: string;
  readonly params: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

const table: Readonly<Record<string, Endpoint>> = routes;

export async function idsOf(
  client: Client,
  { vendor_id, ...each }: { readonly vendor_id: string } & Ids['each'],
): Promise<Ids> {
  const cursors: Record<string, string> = {};
  for (const [name, endpoint] of Object.entries(table)) {
    if (endpoint.paged !== true || !endpoint.path.startsWith('/vendors/{vendor_id}')) continue;
    const params = paramsOf(endpoint, { vendor_id, each, cursors });
    const response = await client.fetch(`${pathOf(name as VendorRoute, params)}?limit=1`);
    const { meta } = (await response.json()) as { meta: { next_cursor: string | null } };
    if (meta.next_cursor === null) throw new Error(`${name} has one page only`);
    cursors[name] = meta.next_cursor;
  }
  return { vendor_id, each, cursors };
}

/** Whose id stands in a slot. */
interface Slot {
  readonly place: 'params' | 'query' | 'body';
  readonly name: string;
}

/**
 * Every call of a route by the owner of one vendor with one id of another's in place of their own, and the same call
 * with an id that nobody has. Read off the route table: a new route or filter is attacked without a word here.
 */
export function attacksOn(
  name: VendorRoute,
  { ours, theirs }: { readonly ours: Ids; readonly theirs: Ids },
): { readonly label: string; readonly foreign: Attack; readonly missing: Attack }[] {
  const endpoint: Endpoint = routes[name];
  return slotsOf(endpoint).map((slot) => {
    const isCursor = slot.name === 'cursor';
    const foreign = isCursor ? theirs.cursors[name] : valueOf(endpoint, slot.name, theirs);
    const missing = isCursor ? 'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA' : randomUUID();
    return {
      label: `${name} with another's ${slot.name} in ${slot.place}`,
      foreign: attack(name, endpoint, { ours, slot, value: foreign ?? '' }),
      missing: attack(name, endpoint, { ours, slot, value: missing }),
    };
  });
}

export function isOfVendor(name: string): name is VendorRoute {
  return Object.hasOwn(vendorRights, name);
}

/** The call as one's own staff would make it. */
export function ownCall(name: VendorRoute, ours: Ids): Attack {
  return attack(name, routes[name], { ours, slot: { place: 'query', name: '' }, value: '' });
}

function slotsOf(endpoint: Endpoint): Slot[] {
  const inPath = [...endpoint.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({ place: 'params', name }) as Slot);
  const inQuery = idMembers(endpoint.query).map((name): Slot => ({ place: 'query', name }));
  const inBody = idMembers(endpoint.body).map((name): Slot => ({ place: 'body', name }));
  const cursor: Slot[] = endpoint.paged === true ? [{ place: 'query', name: 'cursor' }] : [];
  return [...inPath, ...inQuery, ...inBody, ...cursor];
}

/** Members of a body that hold ids of their own, and which. */
const holders: Readonly<Record<string, string>> = {
  entries: 'listing_id',
  photo_ids: 'photo_id',
  selection: 'listing_id',
  change: 'location_id',
  defaults: 'location_id',
  lines: 'line_id',
  ids: 'order_id',
};

/** Members of a schema that are ids, or hold some. */
function idMembers(schema: string | undefined): string[] {
  if (schema === undefined) return [];
  const { properties } = z.toJSONSchema(schemas[schema as SchemaName], { io: 'input' });
  return Object.keys(properties ?? {}).flatMap((name) => (name.endsWith('_id') ? [name] : (holders[name] ?? [])));
}

function attack(
  name: VendorRoute,
  endpoint: Endpoint,
  { ours, slot, value }: { readonly ours: Ids; readonly slot: Slot; readonly value: string },
): Attack {
  const params = { ...paramsOf(endpoint, ours), ...(slot.place === 'params' ? { [slot.name]: value } : {}) };
  const named = endpoint.query === 'UploadQuery' ? { file_name: 'stock.csv' } : {};
  const query = { ...named, ...(slot.place === 'query' && slot.name !== '' ? { [slot.name]: value } : {}) };
  const body = endpoint.body === undefined ? undefined : bodyOf(endpoint, ours, slot, value);
  const search = new URLSearchParams(query).toString();
  const address = pathOf(name, params) + (search === '' ? '' : `?${search}`);
  return { endpoint, method: endpoint.method, address, params, query, ...(body === undefined ? {} : { body }) };
}

/** The document's example with our own ids, and the one. */
function bodyOf(endpoint: Endpoint, ours: Ids, slot: Slot, value: string): unknown {
  const ids = idMembers(endpoint.body).map((name) => [
    name,
    slot.place === 'body' && slot.name === name ? value : valueOf(endpoint, name, ours),
  ]);
  const own = Object.fromEntries(ids) as Record<string, string>;
  const example = bodyExamples[endpoint.body as SchemaName] as Record<string, unknown>;
  const { listing_id, location_id, photo_id, line_id, order_id } = own;
  if (endpoint.body === 'PrintPapers') return { ...example, ids: [order_id] };
  if (line_id !== undefined) return linesBody(endpoint, example, { line_id, listing_id, location_id });
  if ('photo_ids' in example) return { photo_ids: [photo_id] };
  if ('entries' in example) return { entries: [{ listing_id, counted: 1 }] };
  if (endpoint.body === 'UpdateImport') return { defaults: { location_id } };
  if (!('selection' in example)) return { ...example, ...own };
  const change = 'change' in example ? { change: { location_id } } : {};
  return { ...example, selection: { ids: [listing_id] }, ...change };
}

/** Orders' bodies hold lines, each with an id and how many pieces of it. */
function linesBody(
  { body }: Endpoint,
  { lines, ...example }: Record<string, unknown>,
  { line_id, listing_id, location_id }: Readonly<Record<string, string | undefined>>,
): unknown {
  const [line = { quantity: 1 }] = (lines ?? []) as object[];
  const level = body === 'DeclareShortfall' ? { listing_id, location_id } : {};
  return { ...example, ...level, lines: [{ ...line, line_id }] };
}

function paramsOf({ path }: Endpoint, ids: Ids): Record<string, string> {
  const named = [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => [name, valueOf({ path }, name, ids)]);
  return Object.fromEntries(named) as Record<string, string>;
}

const families: Readonly<Record<string, Part>> = {
  'bulk-edits': 'bulk_edit',
  collectibles: 'listing',
  imports: 'import',
  'import-mappings': 'mapping',
  counts: 'count',
  invitations: 'invitation',
  locations: 'location',
  views: 'view',
  orders: 'order',
  'shipping-methods': 'shipping_method',
  discounts: 'discount',
  subscriptions: 'subscription',
  shipments: 'shipment',
  returns: 'return',
  deliveries: 'delivery',
};

/** What an id in a path is of: the word before it. */
const WHOLE = /\/([\w-]+)\/\{id\}/;
const PART = /\/([\w-]+)\/\{part_id\}/;

function valueOf({ path }: Pick<Endpoint, 'path'>, name: string, { vendor_id, each }: Ids): string {
  if (name === 'vendor_id') return vendor_id;
  if (name === 'user_id') return each.user;
  if (name === 'import_id') return each.import;
  if (name === 'photo_id') return each.photo;
  if (name === 'listing_id') return path.endsWith('/shortfalls') ? each.sold_listing : each.listing;
  if (name === 'line_id') return each.line;
  if (name === 'order_id') return each.order;
  if (name === 'to_location_id') return each.second_location;
  if (name.endsWith('location_id')) return each.location;
  const family = families[(name === 'part_id' ? PART : WHOLE).exec(path)?.[1] ?? ''];
  if (family === undefined) throw new Error(`what is ${name} in ${path}? Say so here`);
  return each[family];
}
