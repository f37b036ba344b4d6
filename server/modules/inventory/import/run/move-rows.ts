import { sql } from 'kysely';
import { newId } from '../../../../platform/ids.ts';
import type { VendorTx } from '../../tables.ts';
import { type Outcome, refuseReusedKey } from '../../services/apply-movement.ts';
import type { Trouble } from './row-error.ts';

/** Pieces that a row of an import brings or takes. */
export interface LineMovement {
  readonly line: number;
  readonly listing_id: string;
  readonly location_id: string;
  readonly change: number;
}

/**
 * Moves the stock of many rows in one statement, listings and then locations in the order of their ids. Each line has
 * its own key, so that nothing moves twice.
 *
 * @returns what the ledger refused, by line.
 */
export async function moveRows(
  tx: VendorTx,
  movements: readonly LineMovement[],
  why: {
    readonly key: string;
    readonly cause: string;
    readonly reason: string;
    readonly incoming: string;
    readonly at: Date;
  },
): Promise<Map<number, Trouble>> {
  if (movements.length === 0) return new Map();
  const ordered = movements.toSorted(
    (one, other) =>
      order(one.listing_id, other.listing_id) || order(one.location_id, other.location_id) || one.line - other.line,
  );
  const rows = ordered.map(({ line, listing_id, location_id, change }) => ({
    id: newId(),
    line,
    listing_id,
    location_id,
    kind: change > 0 ? why.incoming : 'adjust',
    quantity: change,
  }));
  const answers = await sql<Outcome & { readonly line: number }>`
    SELECT one.line, answer.* FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      AS one (id uuid, line int, listing_id uuid, location_id uuid, kind text, quantity int),
    LATERAL inventory.apply_movement(one.id, one.listing_id, one.location_id, one.kind, one.quantity, ${why.reason},
      ${why.cause}, ${why.key} || one.line, NULL, ${why.at}) AS answer`
    .execute(tx)
    .catch(refuseReusedKey);
  const refused = answers.rows.filter(({ outcome }) => outcome !== 'applied' && outcome !== 'replayed');
  return new Map(refused.map((answer) => [answer.line, troubleOf(answer)]));
}

function order(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}

function troubleOf({ outcome, on_hand, reserved, allocated }: Outcome): Trouble {
  const promised = reserved + allocated;
  return {
    field: 'quantity',
    code: outcome === 'insufficient' ? 'stock_insufficient' : `stock_${outcome}`,
    message:
      outcome === 'insufficient'
        ? `${on_hand} are there and ${promised} of them promised to buyers: so many cannot go.`
        : `The ledger refused it: ${outcome.replaceAll('_', ' ')}.`,
    accepted: `a quantity that leaves ${promised} or more`,
  };
}
