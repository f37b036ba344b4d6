import type { MovementKind } from '../../../../../contract/inventory-stock.ts';
import type { VendorTx } from '../../tables.ts';
import type { Outcome } from '../../services/apply-movement.ts';
import { applyMovements } from '../../services/apply-movements.ts';
import type { Trouble } from './row-error.ts';

/** Pieces that a row of an import brings or takes. */
export interface LineMovement {
  readonly line: number;
  readonly listing_id: string;
  readonly location_id: string;
  readonly change: number;
}

/**
 * Moves the stock of many rows in one call, listings and then locations in the order of their ids. Each line has
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
    readonly incoming: MovementKind;
    readonly at: Date;
  },
): Promise<Map<number, Trouble>> {
  const ordered = movements.toSorted(
    (one, other) =>
      order(one.listing_id, other.listing_id) || order(one.location_id, other.location_id) || one.line - other.line,
  );
  const answers = await applyMovements(
    tx,
    why,
    ordered.map(({ line, listing_id, location_id, change }) => ({
      listing_id,
      location_id,
      kind: change > 0 ? why.incoming : 'adjust',
      quantity: change,
      dedupe_key: `${why.key}${line}`,
    })),
  );
  const refused = new Map<number, Trouble>();
  for (const [place, answer] of answers.entries())
    if (answer.outcome !== 'applied' && answer.outcome !== 'replayed')
      refused.set(ordered[place]?.line ?? 0, troubleOf(answer));
  return refused;
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
