import { createHash } from 'node:crypto';
import type { CollectibleKind } from '../../../../../contract/inventory-terms.ts';
import type { ListingContent } from '../../listing.ts';

/** What a piece is and in what state, without its names at the vendor: the same for all copies of it. */
export interface Piece {
  readonly kind: CollectibleKind;
  readonly content: Pick<ListingContent, 'title' | 'condition' | 'grading' | 'details'>;
}

/**
 * A row's identity within its file: the SKU where it names one, else the certificate, else what the piece is.
 * @returns 128 bits as text.
 */
export function pieceKey(sku: string | null, piece: Piece | null): string | null {
  if (sku !== null) return hashed(['sku', sku]);
  if (piece === null) return null;
  const { grading } = piece.content;
  if (grading?.cert_number) return hashed(['certificate', grading.company, grading.cert_number]);
  return hashed([...stateOf(piece), ...(setOf(piece) ?? [])]);
}

/** Whether two pieces are copies of one another: sets are compared by code where both have one, else by name. */
export function isSamePiece(one: Piece, other: Piece): boolean {
  return hashed(stateOf(one)) === hashed(stateOf(other)) && isSameSet(one, other);
}

function stateOf({ kind, content }: Piece): string[] {
  const { condition, grading, details } = content;
  const state = [kind, condition ?? '', grading?.company ?? '', grading?.grade ?? ''];
  if (kind === 'card') return [...state, ...cardMembers.map((name) => plain(details[name]))];
  return [...state, content.title, plain(details['language'])];
}

const cardMembers = ['game', 'name', 'collector_number', 'language', 'finish', 'first_edition', 'signed', 'altered'];

function setOf({ content }: Piece): string[] | null {
  const { set_code, set_name } = content.details;
  return set_code || set_name ? [plain(set_code ?? set_name)] : null;
}

function isSameSet(one: Piece, other: Piece): boolean {
  for (const name of ['set_code', 'set_name']) {
    const [mine, theirs] = [one.content.details[name], other.content.details[name]];
    if (mine && theirs) return plain(mine).toLowerCase() === plain(theirs).toLowerCase();
  }
  return setOf(one) === null && setOf(other) === null;
}

function plain(value: unknown): string {
  return typeof value === 'string' || typeof value === 'boolean' ? String(value) : '';
}

function hashed(parts: readonly string[]): string {
  const text = parts.map((part) => part.toLowerCase()).join('\u0000');
  return createHash('sha256').update(text).digest('base64url').slice(0, 22);
}
