import type { VendorOrderView } from '../../../../contract/orders.ts';
import type { BodyOf } from '../../../../contract/schemas.ts';
import { askedPieces, openPieces } from '../asked-pieces.ts';
import { atDesk, type DeskCall, freePieces } from './at-desk.ts';
import { assertCancellable, cancelPieces } from './cancel-pieces.ts';

/**
 * Cancels what the vendor has not sent, all of it or what is named, and asks for what was paid for it to be given back.
 * @throws AppError `illegal_transition`, `line_unknown`, `quantity_refused`, those of `atDesk`.
 */
export function cancelVendorOrder(
  call: Omit<DeskCall, 'route'>,
  { lines, reason }: BodyOf<'cancelVendorOrder'>,
): Promise<VendorOrderView> {
  return atDesk({ ...call, route: 'cancelVendorOrder' }, async (work) => {
    assertCancellable(work);
    const pieces = askedPieces(work.lines, lines, openPieces);
    const { freed, facts } = await cancelPieces(work, { pieces, reason, cause: 'cancellation' });
    await freePieces(call.platform, work.tx, freed);
    return facts;
  });
}
