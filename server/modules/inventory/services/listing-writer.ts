import assert from 'node:assert/strict';
import { sql } from 'kysely';
import type { ErrorCode } from '../../../../contract/errors.ts';
import type { CollectibleKind } from '../../../../contract/inventory-terms.ts';
import {
  changesBetween,
  columnsOf,
  type FieldChange,
  firstChanges,
  type ListingContent,
  type ListingRow,
} from '../listing.ts';
import { listingRows } from '../selectors/listing-rows.ts';
import type { VendorTx } from '../tables.ts';
import { findTaken } from './find-taken.ts';
import { cardColumns, listingColumns } from './listing-columns.ts';
import { recordHistories, type Writing } from './record-history.ts';

/** Listings of one call; larger work goes in several, and in several transactions. */
export const LISTINGS_WRITTEN_MAX = 1_000;

export interface NewListing {
  readonly id: string;
  readonly kind: CollectibleKind;
  readonly content: ListingContent;
}

export interface ListingChange {
  readonly id: string;
  readonly kind: CollectibleKind;
  /** The version that `before` was read at. */
  readonly version: number;
  readonly before: ListingContent;
  readonly after: ListingContent;
}

/** A listing that was not written; all others were. */
export interface Unwritten {
  readonly id: string;
  readonly code: Extract<ErrorCode, 'sku_taken' | 'certificate_taken' | 'version_mismatch'>;
}

/**
 * These listings as they are now, locked in the order of their ids against edits and against stock coming in, until the
 * transaction ends. Ids that are not the vendor's are left out.
 *
 * @param ids at most LISTINGS_WRITTEN_MAX.
 */
export async function lockListings(
  tx: VendorTx,
  vendor_id: string,
  ids: readonly string[],
): Promise<Map<string, ListingRow>> {
  assert(ids.length <= LISTINGS_WRITTEN_MAX, 'listings are locked in bounded batches');
  if (ids.length === 0) return new Map();
  await sql`SELECT FROM inventory.listings WHERE vendor_id = ${vendor_id} AND id = ANY(${ids}::uuid[])
    ORDER BY id FOR UPDATE`.execute(tx);
  const rows = await listingRows(tx, vendor_id)
    .where((eb) => eb('listing.id', '=', eb.fn.any(eb.val(ids))))
    .orderBy('listing.id')
    .execute();
  return new Map(rows.map((row) => [row.id, row]));
}

/**
 * Makes listings with their cards and their first lines of history, in a handful of statements however many they are.
 * The contents are whole already (`assertWhole`).
 *
 * @param made at most LISTINGS_WRITTEN_MAX.
 * @returns those whose SKU or certificate is taken, also by one before it in `made`; the others are written.
 */
export async function insertListings(
  tx: VendorTx,
  writing: Writing,
  made: readonly NewListing[],
): Promise<readonly Unwritten[]> {
  assert(made.length <= LISTINGS_WRITTEN_MAX, 'listings are written in bounded batches');
  if (made.length === 0) return [];
  const rows = made.map(({ id, kind, content }) => ({ id, kind, ...columnsOf(content, kind) }));
  const columns = sql.raw(['id', 'kind', ...Object.keys(listingColumns)].join(', '));
  // In one statement, so that what follows listings by itself follows a listing and its card once.
  const inserted = await sql<{ readonly id: string }>`
    WITH made AS (
      INSERT INTO inventory.listings (${columns}, vendor_id, version, created_at, updated_at)
      SELECT ${columnValues('id, kind')}, ${writing.vendor_id}, 1, ${writing.at}, ${writing.at}
      FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS one (id uuid, kind text, ${recordOf(listingColumns)})
      ON CONFLICT DO NOTHING RETURNING id
    ), carded AS (
      ${insertCards(writing.vendor_id, cardsOf(made))} JOIN made ON made.id = one.listing_id
    ) SELECT id FROM made`.execute(tx);
  const ids = new Set(inserted.rows.map((row) => row.id));
  const written = made.filter((one) => ids.has(one.id));
  await recordHistories(
    tx,
    writing,
    written.map(({ id, content }) => ({
      listing_id: id,
      version: 1,
      changes: firstChanges(content),
      now: content,
    })),
  );
  if (written.length === made.length) return [];
  const left = made.filter((one) => !ids.has(one.id));
  const taken = await findTaken(tx, writing.vendor_id, left);
  return left.map(({ id }) => ({ id, code: taken.get(id) ?? 'sku_taken' }));
}

/**
 * Writes edits of many listings, each with its version, its history and its price, in a handful of statements. What
 * changes nothing makes no version. The rows are locked by `lockListings`, and the contents are whole already.
 *
 * @param changes at most LISTINGS_WRITTEN_MAX, of one listing each.
 * @returns those that another edit came before, or whose SKU or certificate another listing has; the others are written.
 * @throws a unique violation when somebody takes a SKU in this very moment: the transaction is to be run again.
 */
export async function writeListings(
  tx: VendorTx,
  writing: Writing,
  changes: readonly ListingChange[],
): Promise<readonly Unwritten[]> {
  assert(changes.length <= LISTINGS_WRITTEN_MAX, 'listings are written in bounded batches');
  const edits = changes
    .map((one) => ({ ...one, content: one.after, fields: changesBetween(one.before, one.after, one.kind) }))
    .filter((one) => one.fields.length > 0);
  const named = edits.filter(({ fields }) => fields.some(({ field }) => unique.has(field)));
  const taken = await findTaken(tx, writing.vendor_id, named);
  const free = edits.filter((one) => !taken.has(one.id));
  const updated = await updateListings(tx, writing, free);
  const written = free.filter((one) => updated.has(one.id));
  const ofCards = written.filter(({ fields }) => fields.some(({ field }) => field.startsWith('card_details.')));
  await writeCards(tx, writing.vendor_id, ofCards);
  await recordHistories(
    tx,
    writing,
    written.map(({ id, version, fields, after }) => ({
      listing_id: id,
      version: version + 1,
      changes: fields,
      now: after,
    })),
  );
  return [
    ...[...taken].map(([id, code]) => ({ id, code })),
    ...free.filter((one) => !updated.has(one.id)).map(({ id }) => ({ id, code: 'version_mismatch' as const })),
  ];
}

/** Fields that a vendor has once, and the status, since an archived piece gives its certificate free. */
const unique: ReadonlySet<FieldChange['field']> = new Set(['sku', 'grading', 'status']);

/** @returns the ids that were at the version they were seen at, and have the next one now. */
async function updateListings(
  tx: VendorTx,
  writing: Writing,
  edits: readonly {
    readonly id: string;
    readonly kind: CollectibleKind;
    readonly version: number;
    readonly content: ListingContent;
  }[],
): Promise<ReadonlySet<string>> {
  if (edits.length === 0) return new Set();
  const rows = edits.map(({ id, kind, version, content }) => ({ id, version, ...columnsOf(content, kind) }));
  const sets = sql.raw(
    Object.entries(listingColumns)
      .map(([name, type]) => `${name} = ${valueOf(name, type)}`)
      .join(', '),
  );
  const updated = await sql<{ readonly id: string }>`
    UPDATE inventory.listings AS listing SET ${sets}, version = listing.version + 1, updated_at = ${writing.at}
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS one (id uuid, version int, ${recordOf(listingColumns)})
    WHERE listing.vendor_id = ${writing.vendor_id} AND listing.id = one.id AND listing.version = one.version
    RETURNING listing.id`.execute(tx);
  return new Set(updated.rows.map((row) => row.id));
}

async function writeCards(tx: VendorTx, vendor_id: string, written: readonly NewListing[]): Promise<void> {
  const cards = cardsOf(written);
  if (cards.length === 0) return;
  await sql`${insertCards(vendor_id, cards)} ON CONFLICT (vendor_id, listing_id)
    DO UPDATE SET ${sql.raw(cardNames.map((name) => `${name} = excluded.${name}`).join(', '))}`.execute(tx);
}

const cardNames = Object.keys(cardColumns);

function cardsOf(written: readonly NewListing[]) {
  return written
    .filter(({ kind }) => kind === 'card')
    .map(({ id, content }) => Object.assign({ listing_id: id }, content.details));
}

function insertCards(vendor_id: string, cards: readonly object[]) {
  return sql`INSERT INTO inventory.card_details (vendor_id, listing_id, ${sql.raw(cardNames.join(', '))})
    SELECT ${vendor_id}, one.listing_id, ${sql.raw(cardNames.map((name) => `one.${name}`).join(', '))}
    FROM jsonb_to_recordset(${JSON.stringify(cards)}::jsonb) AS one (listing_id uuid, ${recordOf(cardColumns)})`;
}

function recordOf(columns: Readonly<Record<string, string>>) {
  // JSON is handed over as text, as `columnsOf` writes it.
  const typed = Object.entries(columns).map(([name, type]) => `${name} ${type === 'jsonb' ? 'text' : type}`);
  return sql.raw(typed.join(', '));
}

function columnValues(first: string) {
  const rest = Object.entries(listingColumns).map(([name, type]) => valueOf(name, type));
  return sql.raw([...first.split(', ').map((name) => `one.${name}`), ...rest].join(', '));
}

function valueOf(name: string, type: string): string {
  return type === 'jsonb' ? `one.${name}::jsonb` : `one.${name}`;
}
