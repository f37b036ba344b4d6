import { sql } from 'kysely';
import { newId } from '../../../../platform/ids.ts';
import { type Outcome, refusalOf } from '../../services/apply-movement.ts';
import { recordHistories, type Writing } from '../../services/record-history.ts';
import type { VendorTx } from '../../tables.ts';
import type { FieldChange } from '../../listing.ts';
import type { Editable, Moved } from '../plan-listing.ts';

/** What a batch writes of one listing, whose row is locked. */
export interface ListingWrite {
  readonly listing_id: string;
  readonly currency: string;
  readonly after: Editable;
  readonly fields: readonly FieldChange[];
  /** In the order of their locations. */
  readonly moved: readonly Moved[];
}

/** Where pieces go, and what the ledger says of it. */
export interface Move {
  readonly location_id: string;
  /** "in": from the locations named to this one; "out": back from this one to them. */
  readonly way: 'in' | 'out';
  readonly cause: string;
}

/** Writes fields, versions, history and prices of a batch, in the order of their ids. */
export async function writeFields(tx: VendorTx, writing: Writing, writes: readonly ListingWrite[]): Promise<void> {
  const changed = writes.filter(({ fields }) => fields.length > 0);
  if (changed.length === 0) return;
  const rows = changed.map(({ listing_id, after }) => ({ listing_id, ...after }));
  const { rows: written } = await sql<{ readonly id: string; readonly version: number }>`
    UPDATE inventory.listings AS listing
    SET price_minor = one.price_minor, status = one.status, shelf = one.shelf, low_stock_at = one.low_stock_at,
      version = listing.version + 1, updated_at = ${writing.at}
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      AS one (listing_id uuid, price_minor bigint, status text, shelf text, low_stock_at int)
    WHERE listing.vendor_id = ${writing.vendor_id} AND listing.id = one.listing_id
    RETURNING listing.id, listing.version
  `.execute(tx);
  const versions = new Map(written.map(({ id, version }) => [id, version]));
  await recordHistories(
    tx,
    writing,
    changed.map(({ listing_id, currency, after, fields }) => ({
      listing_id,
      version: versions.get(listing_id) ?? 0,
      changes: fields,
      now: { price_minor: after.price_minor, currency },
    })),
  );
}

/** Moves the pieces of a batch by transfers, listing by listing, and within one location by location. */
export async function movePieces(
  tx: VendorTx,
  writing: Writing,
  { move, writes }: { readonly move: Move; readonly writes: readonly ListingWrite[] },
): Promise<void> {
  const steps = writes.flatMap(({ listing_id, moved }) => stepsOf(listing_id, moved, move));
  if (steps.length === 0) return;
  const { rows } = await sql<Outcome & { readonly listing_id: string; readonly quantity: number }>`
    SELECT one.listing_id, one.quantity, answer.*
    FROM unnest(${steps.map((step) => step.id)}::uuid[], ${steps.map((step) => step.listing_id)}::uuid[],
      ${steps.map((step) => step.location_id)}::uuid[], ${steps.map((step) => step.kind)}::text[],
      ${steps.map((step) => step.quantity)}::int[]) AS one (id, listing_id, location_id, kind, quantity),
    LATERAL inventory.apply_movement(one.id, one.listing_id, one.location_id, one.kind, one.quantity,
      ${writing.reason}, ${move.cause}, ${`${move.cause}:`} || one.listing_id || ':' || one.location_id, NULL,
      ${writing.at}) AS answer
  `.execute(tx);
  const refused = rows.find((row) => row.outcome !== 'applied');
  if (refused !== undefined) throw refusalOf(refused, refused);
}

function stepsOf(listing_id: string, moved: readonly Moved[], { location_id, way }: Move) {
  if (moved.length === 0) return [];
  const [there, here] =
    way === 'in' ? (['transfer_in', 'transfer_out'] as const) : (['transfer_out', 'transfer_in'] as const);
  const quantity = moved.reduce((sum, one) => sum + one.quantity, 0);
  const steps = [
    ...moved.map((one) => ({ ...one, id: newId(), listing_id, kind: here })),
    { id: newId(), listing_id, location_id, quantity, kind: there },
  ];
  return steps.toSorted((a, b) => (a.location_id < b.location_id ? -1 : 1));
}
