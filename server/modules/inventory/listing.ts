import { isDeepStrictEqual } from 'node:util';
import { type CollectibleSummaryView, pieceIssues } from '../../../contract/inventory-collectibles.ts';
import { detailSchemas, type GradingView } from '../../../contract/inventory-details.ts';
import { type CollectibleKind, type ListingStatus, listingTransitions } from '../../../contract/inventory-terms.ts';
import { AppError } from '../../../contract/errors.ts';
import { InputError } from '../../platform/http/input.ts';
import type { ListingsTable } from './tables.ts';

/** @throws AppError `collectible_status_refused` `{ from, to, allowed }`. */
export function assertTransition(from: ListingStatus, to: ListingStatus): void {
  if (from !== to && !listingTransitions[from].includes(to))
    throw new AppError('collectible_status_refused', { from, to, allowed: listingTransitions[from] });
}

type Details = Readonly<Record<string, unknown>>;

/** What people edit of a listing: its fields as the wire names them, the details of its kind under one member. */
export interface ListingContent {
  readonly sku: string;
  readonly title: string;
  readonly condition: ListingsTable['condition'];
  readonly source_condition: string | null;
  readonly grading: GradingView | null;
  readonly cost_minor: number | null;
  readonly price_minor: number | null;
  readonly currency: string;
  readonly shelf: string;
  readonly note: string;
  readonly barcode: string | null;
  readonly low_stock_at: number | null;
  readonly status: ListingStatus;
  readonly details: Details;
}

/** A listing as it is read: its row, its card if it is one, and its stock summed up. */
export interface ListingRow extends ListingsTable {
  readonly card: Details | null;
  readonly on_hand: number;
  readonly reserved: number;
  readonly allocated: number;
  readonly available: number;
  /** Of its first photo. */
  readonly thumb_url: string | null;
  /** Rises with every movement. */
  readonly stock_version: number;
}

export function contentOf(row: ListingsTable & { readonly card: Details | null }): ListingContent {
  const { sku, title, condition, source_condition, currency, shelf, note, barcode, low_stock_at, status } = row;
  return {
    sku,
    title,
    condition,
    source_condition,
    grading: gradingOf(row),
    cost_minor: minorOf(row.cost_minor),
    price_minor: minorOf(row.price_minor),
    currency,
    shelf,
    note,
    barcode,
    low_stock_at,
    status,
    details: row.card ?? (row.details as Details),
  };
}

export function listingView(row: ListingRow): CollectibleSummaryView {
  const { details, ...content } = contentOf(row);
  const { id, vendor_id, kind, on_hand, reserved, allocated, available, version } = row;
  return {
    id,
    vendor_id,
    kind,
    ...content,
    thumb_url: row.thumb_url,
    on_hand,
    reserved,
    allocated,
    available,
    version,
    created_at: row.created_at.toISOString(),
    updated_at: row.updated_at.toISOString(),
    [`${kind}_details`]: detailSchemas[kind].parse(details),
  };
}

/** Names the state of a listing and, after the dot, of its stock. An edit compares the first part alone. */
export function listingTag(row: Pick<ListingRow, 'version' | 'stock_version'>): string {
  return `${row.version}.${row.stock_version}`;
}

/** Whether `If-Match` names this version: strong tags, one or several, or `*` for any. */
export function namesVersion(header: string, version: number): boolean {
  return header.split(',').some((part) => {
    const tag = part.trim();
    return tag === '*' || /^"(\d{1,10})(?:\.\d{1,15})?"$/.exec(tag)?.[1] === String(version);
  });
}

/** The columns of `listings` that hold this content. */
export function columnsOf(content: ListingContent, kind: CollectibleKind) {
  const { details, grading, ...plain } = content;
  return {
    ...plain,
    grading_company: grading?.company ?? null,
    grade: grading?.grade ?? null,
    grade_label: grading?.label ?? null,
    cert_number: grading?.cert_number ?? null,
    subgrades: grading?.subgrades ? JSON.stringify(grading.subgrades) : null,
    details: kind === 'card' ? null : JSON.stringify(details),
  };
}

/** @throws InputError, AppError `price_needed`: what must hold of any listing as a whole. */
export function assertWhole(content: ListingContent, kind: CollectibleKind): void {
  const issues = pieceIssues({ ...content, kind });
  if (issues.length > 0)
    throw new InputError(issues.map(({ path, message }) => ({ pointer: `/${path.join('/')}`, message })));
  if (content.status === 'active' && content.price_minor === null) throw new AppError('price_needed');
}

/** One field that differs, as the history tells it. */
export interface FieldChange {
  readonly field: string;
  readonly from: unknown;
  readonly to: unknown;
}

/** What an edit changed, field by field; details by their own names: "card_details.rarity". */
export function changesBetween(before: ListingContent, after: ListingContent, kind: CollectibleKind): FieldChange[] {
  const old = flat(before, kind);
  return Object.entries(flat(after, kind))
    .map(([field, to]) => ({ field, from: old[field] ?? null, to: to ?? null }))
    .filter(({ from, to }) => !isDeepStrictEqual(from, to));
}

/** What the history of a new listing begins with: its price, if it has one, and its status. */
export function firstChanges({ price_minor, status }: ListingContent): FieldChange[] {
  const price = price_minor === null ? [] : [{ field: 'price_minor', from: null, to: price_minor }];
  return [...price, { field: 'status', from: null, to: status }];
}

function flat({ details, ...plain }: ListingContent, kind: CollectibleKind): Record<string, unknown> {
  const named = Object.entries(details).map(([name, value]) => [`${kind}_details.${name}`, value] as const);
  return { ...plain, ...Object.fromEntries(named) };
}

export function gradingOf(
  row: Pick<ListingsTable, 'grading_company' | 'grade' | 'grade_label' | 'cert_number' | 'subgrades'>,
): GradingView | null {
  if (row.grading_company === null) return null;
  return {
    company: row.grading_company,
    grade: row.grade === null ? null : row.grade.replace(/\.0$/, ''),
    label: row.grade_label,
    cert_number: row.cert_number,
    subgrades: row.subgrades as GradingView['subgrades'],
  };
}

function minorOf(value: string | number | null): number | null {
  return value === null ? null : Number(value);
}
