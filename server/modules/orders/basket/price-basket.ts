import type { AddressView, BasketView, lineProblems, missing } from '../../../../contract/basket.ts';
import { codeProblem } from '../pricing/discounts.ts';
import { reaches, shippingPrice } from '../pricing/shipping.ts';
import { flatTax, type OrderTax } from '../pricing/tax.ts';
import { type PartTotals, priceOf, togetherOf } from '../pricing/totals.ts';
import type { BasketRow } from './selectors/find-basket.ts';
import type { LineNow } from './selectors/read-lines.ts';
import type { Method, Selling, VendorCode } from './selectors/read-selling.ts';

export interface MethodNow extends Method {
  readonly price_minor: number;
}

/** What one vendor would send. */
export interface PartNow {
  readonly vendor_id: string;
  readonly vendor_name: string;
  readonly terms: Selling['terms'];
  readonly tax: OrderTax;
  readonly lines: readonly LineNow[];
  /** That are for sale: `totals.lines` are theirs. */
  readonly sold: readonly LineNow[];
  readonly options: readonly MethodNow[];
  readonly method: MethodNow | null;
  /** That take something off, in the order of their entry. */
  readonly codes: readonly VendorCode[];
  readonly totals: PartTotals;
}

export type Missing = (typeof missing)[number];

/** A basket with everything that its lines and its total depend on, as of now. */
export interface BasketNow {
  readonly row: BasketRow;
  readonly email: string | null;
  readonly parts: readonly PartNow[];
  readonly discounts: BasketView['discounts'];
  readonly totals: ReturnType<typeof togetherOf>;
  readonly missing: readonly Missing[];
}

/** What is the matter with a line, the worst of it. */
export function problemOf(line: LineNow): (typeof lineProblems)[number] | null {
  if (line.price_minor === null || line.available === 0) return 'unavailable';
  if (line.available < line.quantity) return 'too_few';
  return line.price_minor === line.price_seen_minor ? null : 'price_changed';
}

/** Prices a basket: the same for its view and for its checkout. */
export function priceBasket(read: {
  readonly row: BasketRow;
  readonly lines: readonly LineNow[];
  readonly selling: ReadonlyMap<string, Selling>;
  readonly account_email: string | null;
  readonly at: Date;
}): BasketNow {
  const { row, at } = read;
  const entered = row.discount_codes.map((code) => ({
    code,
    amount_minor: 0,
    problem: 'There is no such code here.' as string | null,
  }));
  const parts = [...Map.groupBy(read.lines, (line) => line.vendor_id)].map(([vendor_id, lines]) => {
    const selling = read.selling.get(vendor_id);
    if (selling === undefined) throw new Error('every vendor of a basket sells somehow');
    return partOf({ row, vendor_id, lines, selling, entered, at });
  });
  const email = row.email ?? read.account_email;
  return {
    row,
    email,
    parts,
    discounts: entered,
    totals: togetherOf(parts.map((part) => part.totals)),
    missing: missingOf({ row, email, parts }),
  };
}

interface EnteredCode {
  code: string;
  amount_minor: number;
  problem: string | null;
}

function partOf(of: {
  readonly row: BasketRow;
  readonly vendor_id: string;
  readonly lines: readonly LineNow[];
  readonly selling: Selling;
  readonly entered: EnteredCode[];
  readonly at: Date;
}): PartNow {
  const { row, vendor_id, lines, selling } = of;
  const { terms } = selling;
  const to = row.shipping_address as AddressView | null;
  const tax = flatTax.taxOf({ vendor_id, terms, from: terms.ships_from, to });
  const sold = lines.filter((line) => line.price_minor !== null);
  const priced = sold.map((line) => ({ unit_price_minor: line.price_minor ?? 0, quantity: line.quantity }));
  const before = priceOf({ lines: priced, codes: [], shipping: null, tax });
  const codes = usable(of, before.subtotal_minor);
  const goods = priceOf({ lines: priced, codes, shipping: null, tax });
  const counted = {
    goods_minor: goods.subtotal_minor - goods.discount_minor,
    pieces: sold.reduce((sum, line) => sum + line.quantity, 0),
  };
  const options = selling.methods
    .filter(
      (one) => (one.currency === '' || one.currency === row.currency) && reaches(one.countries, to?.country ?? null),
    )
    .map(
      (one): MethodNow => Object.assign({}, one, { price_minor: sold.length === 0 ? 0 : shippingPrice(one, counted) }),
    );
  const chosen = (row.shipping_methods as Readonly<Record<string, string>>)[vendor_id];
  const only = options.length === 1 ? options[0] : undefined;
  const method = options.find((one) => one.id === chosen) ?? only ?? null;
  const totals = priceOf({ lines: priced, codes, shipping: sold.length === 0 ? null : method, tax });
  codes.forEach((code, place) => noteAmount(of.entered, code.code, totals.codes[place] ?? 0));
  const vendor_name = lines[0]?.vendor_name ?? '';
  return { vendor_id, vendor_name, terms, tax, lines, sold, options, method, codes, totals };
}

/** Codes of this vendor that may be used, in the order of their entry; what stands against the others is noted. */
function usable(
  { row, selling, entered, at }: { row: BasketRow; selling: Selling; entered: EnteredCode[]; at: Date },
  subtotal_minor: number,
): VendorCode[] {
  return entered.flatMap((one) => {
    const code = selling.codes.find((known) => known.code === one.code);
    if (code === undefined) return [];
    const use = { currency: row.currency ?? '', subtotal_minor, uses_of_buyer: code.uses_of_buyer, at };
    const problem = codeProblem(code, use);
    if (one.amount_minor === 0) one.problem = problem ?? 'There is nothing left to take off.';
    return problem === null ? [code] : [];
  });
}

/** The same code may be of several vendors: it takes off at each. */
function noteAmount(entered: readonly EnteredCode[], code: string, amount_minor: number): void {
  const one = entered.find((known) => known.code === code);
  if (one === undefined || amount_minor === 0) return;
  one.amount_minor += amount_minor;
  one.problem = null;
}

function missingOf({ row, email, parts }: Pick<BasketNow, 'row' | 'email' | 'parts'>): Missing[] {
  const found: Missing[] = [];
  if (parts.length === 0) found.push('lines');
  if (email === null) found.push('email');
  if (row.shipping_address === null) found.push('shipping_address');
  if (parts.some((part) => part.method === null)) found.push('shipping_methods');
  if (parts.some((part) => part.lines.some((line) => problemOf(line) !== null))) found.push('changes_accepted');
  return found;
}
