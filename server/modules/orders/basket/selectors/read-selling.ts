import { sql } from 'kysely';
import type { FrozenTerms } from '../../frozen.ts';
import { type OrdersTx, ordersTables } from '../../tables.ts';
import type { ShippingRate } from '../../tables-selling.ts';
import type { Code, CodeRules } from '../../pricing/discounts.ts';

export interface Terms extends FrozenTerms {
  readonly tax_mode: 'none' | 'inclusive' | 'exclusive';
  readonly tax_rate_bp: number;
}

/** Of a vendor who has said nothing. */
const DEFAULT_TERMS: Terms = {
  ships_from: null,
  handling_days: 2,
  return_days: 14,
  tax_mode: 'none',
  tax_rate_bp: 0,
  tax_name: '',
  legal_name: '',
  legal_address: '',
  tax_number: '',
};

export interface Method {
  readonly id: string;
  readonly name: string;
  readonly countries: readonly string[];
  readonly basis: 'subtotal' | 'pieces';
  readonly rates: readonly ShippingRate[];
  readonly currency: string;
  readonly days_min: number;
  readonly days_max: number;
}

export interface VendorCode extends Code, CodeRules {
  readonly id: string;
  readonly vendor_id: string;
  /** Orders of this buyer, by account, token or mailbox, that use it; those that wait for their payment too. */
  readonly uses_of_buyer: number;
}

/** How a vendor sells. */
export interface Selling {
  readonly terms: Terms;
  /** Cheapest first step first. */
  readonly methods: readonly Method[];
  readonly codes: readonly VendorCode[];
}

interface Asked {
  readonly vendor_ids: readonly string[];
  readonly codes: readonly string[];
  readonly buyer_key: string;
  /** Where the order is to be written to; null where nobody has said it yet. */
  readonly email: string | null;
}

/** How these vendors sell; three statements, however many they are. */
export async function readSelling(
  tx: OrdersTx,
  { vendor_ids, codes, buyer_key, email }: Asked,
): Promise<ReadonlyMap<string, Selling>> {
  const terms = await readTerms(tx, vendor_ids);
  const methods = await readMethods(tx, vendor_ids);
  const discounts = codes.length === 0 ? [] : await readCodes(tx, { vendor_ids, codes, buyer_key, email });
  return new Map(
    vendor_ids.map((id) => {
      const own = methods.filter((method) => method.vendor_id === id);
      return [
        id,
        {
          terms: terms.get(id) ?? DEFAULT_TERMS,
          methods: own.length === 0 ? [freeSending(id)] : own.filter((method) => method.enabled),
          codes: discounts.filter((code) => code.vendor_id === id),
        },
      ];
    }),
  );
}

/** Until a vendor says how it sends, it sends everywhere and for nothing; the method's id is the vendor's. */
function freeSending(vendor_id: string): Method {
  const rates = [{ at_least: 0, price_minor: 0 }];
  return {
    id: vendor_id,
    name: 'Standard',
    countries: [],
    basis: 'pieces',
    rates,
    currency: '',
    days_min: 2,
    days_max: 7,
  };
}

async function readTerms(tx: OrdersTx, vendor_ids: readonly string[]): Promise<ReadonlyMap<string, Terms>> {
  const rows = await ordersTables(tx)
    .selectFrom('selling_terms')
    .where((eb) => eb('vendor_id', '=', eb.fn.any(eb.val([...vendor_ids]))))
    .select([
      'vendor_id',
      'ships_from',
      'handling_days',
      'return_days',
      'tax_mode',
      'tax_rate_bp',
      'tax_name',
      'legal_name',
      'legal_address',
      'tax_number',
    ])
    .execute();
  return new Map(rows.map(({ vendor_id, ...terms }) => [vendor_id, terms]));
}

async function readMethods(tx: OrdersTx, vendor_ids: readonly string[]) {
  const rows = await ordersTables(tx)
    .selectFrom('shipping_methods')
    .where((eb) => eb('vendor_id', '=', eb.fn.any(eb.val([...vendor_ids]))))
    .orderBy('created_at')
    .orderBy('id')
    .selectAll()
    .execute();
  return rows.map((row) => Object.assign(row, { rates: row.rates as readonly ShippingRate[] }));
}

async function readCodes(tx: OrdersTx, { vendor_ids, codes, buyer_key, email }: Asked): Promise<VendorCode[]> {
  const rows = await ordersTables(tx)
    .selectFrom('discounts as discount')
    .where((eb) => eb('discount.vendor_id', '=', eb.fn.any(eb.val([...vendor_ids]))))
    .where((eb) => eb('discount.code', '=', eb.fn.any(eb.val([...codes]))))
    .selectAll('discount')
    .select(usesOfBuyer({ buyer_key, email }).as('uses_of_buyer'))
    .execute();
  return rows.map((row) =>
    Object.assign({}, row, {
      amount_minor: row.amount_minor === null ? null : Number(row.amount_minor),
      minimum_minor: Number(row.minimum_minor),
    }),
  );
}

/**
 * Uses of a code, `discount`, by one buyer. A guest has as many tokens as they like: what counts too is the mailbox that
 * their orders are written to.
 */
function usesOfBuyer({ buyer_key, email }: Pick<Asked, 'buyer_key' | 'email'>) {
  return sql<number>`(SELECT count(*)::integer FROM orders.orders AS made WHERE made.vendor_id = discount.vendor_id
    AND (made.buyer_key = ${buyer_key} OR orders.mailbox_of(made.email) = orders.mailbox_of(${email}::text))
    AND discount.code = ANY (made.discount_codes) AND made.status NOT IN ('expired', 'cancelled'))`;
}

/** Whether this buyer has used a code as often as they may. Lock its row first: uses at the same moment count then. */
export async function isUsedUp(
  tx: OrdersTx,
  code: VendorCode,
  buyer: Pick<Asked, 'buyer_key' | 'email'>,
): Promise<boolean> {
  if (code.uses_per_buyer_max === null) return false;
  const { rows } = await sql<{ uses: number }>`SELECT ${usesOfBuyer(buyer)} AS uses FROM orders.discounts AS discount
    WHERE discount.vendor_id = ${code.vendor_id} AND discount.id = ${code.id}`.execute(tx);
  return (rows[0]?.uses ?? 0) >= code.uses_per_buyer_max;
}
