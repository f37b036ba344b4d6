import type { BodyOf } from '../../../../../contract/schemas.ts';
import type { SellingTermsView } from '../../../../../contract/selling.ts';
import type { Member } from '../../../../platform/actor.ts';
import type { Tx } from '../../../../platform/db/transaction.ts';
import type { Platform } from '../../../../platform/platform.ts';
import { asStaff } from '../../../inventory/index.ts';
import { ordersTables } from '../../tables.ts';

type Terms = Omit<SellingTermsView, 'commission_bp'>;

/** What holds for a vendor who has said nothing; the same as the columns' defaults. */
const UNSAID: Terms = {
  ships_from: null,
  handling_days: 2,
  return_days: 14,
  tax_mode: 'none',
  tax_rate_bp: 0,
  tax_name: '',
  legal_name: '',
  legal_address: '',
  tax_number: '',
  updated_at: null,
};

/** @throws AppError those of `asStaff`. */
export function getSellingTerms(platform: Platform, actor: Member, vendor_id: string): Promise<SellingTermsView> {
  return asStaff(platform, { actor, vendor_id, route: 'getSellingTerms' }, async (tx) =>
    withCommission(platform, (await readTerms(tx, [vendor_id])).get(vendor_id) ?? UNSAID),
  );
}

/** Changes the terms of orders to come; those that were made keep theirs. @throws AppError those of `asStaff`. */
export function updateSellingTerms(
  platform: Platform,
  actor: Member,
  input: { readonly vendor_id: string } & BodyOf<'updateSellingTerms'>,
): Promise<SellingTermsView> {
  const { vendor_id, ...change } = input;
  return asStaff(platform, { actor, vendor_id, route: 'updateSellingTerms' }, async (tx) => {
    const updated_at = platform.clock.now();
    const said = definedOf(change);
    await ordersTables(tx)
      .insertInto('selling_terms')
      .values({ vendor_id, ...UNSAID, ...said, updated_at })
      .onConflict((conflict) => conflict.column('vendor_id').doUpdateSet({ ...said, updated_at }))
      .execute();
    return withCommission(platform, (await readTerms(tx, [vendor_id])).get(vendor_id) ?? UNSAID);
  });
}

/** Without the members that were left out. */
function definedOf(change: BodyOf<'updateSellingTerms'>): Partial<Terms> {
  return Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
}

async function readTerms(tx: Tx, vendor_ids: readonly string[]): Promise<ReadonlyMap<string, Terms>> {
  const rows = await ordersTables(tx)
    .selectFrom('selling_terms')
    .where((eb) => eb('vendor_id', '=', eb.fn.any(eb.val(vendor_ids))))
    .selectAll()
    .execute();
  return new Map(
    rows.map(({ vendor_id, updated_at, ...terms }) => [vendor_id, { ...terms, updated_at: updated_at.toISOString() }]),
  );
}

function withCommission(platform: Platform, terms: Terms): SellingTermsView {
  return { ...terms, commission_bp: platform.config.commission_bp };
}
