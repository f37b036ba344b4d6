import { formatMoney } from '../../lib/format/money.ts';
import { MINUS } from '../../lib/format/number.ts';
import type { BasketPartView, BasketView } from '../../lib/queries/basket.ts';

/** What it adds up to: pieces, codes, sending by vendor, tax, total. */
export function Totals({ basket }: { readonly basket: BasketView }) {
  const currency = basket.currency ?? 'EUR';
  const money = (minor: number) => formatMoney(minor, currency);
  return (
    <dl className="totals">
      <Sum label={`Pieces, ${basket.pieces}`} value={money(basket.subtotal_minor)} />
      {basket.discounts
        .filter(({ problem }) => problem === null)
        .map(({ code, amount_minor }) => (
          <Sum key={code} label={`Code ${code}`} value={`${MINUS}${money(amount_minor)}`} />
        ))}
      {basket.parts.map((part) => (
        <Sum
          key={part.vendor.id}
          label={shippingLabel(part)}
          value={part.shipping_method_id === null ? 'At checkout' : money(part.shipping_minor)}
        />
      ))}
      {taxes(basket.parts).map(({ label, minor }) => (
        <Sum key={label} label={label} value={money(minor)} quiet />
      ))}
      <div className="totals-all">
        <dt>Total</dt>
        <dd>{money(basket.total_minor)}</dd>
      </div>
    </dl>
  );
}

function Sum({
  label,
  value,
  quiet = false,
}: {
  readonly label: string;
  readonly value: string;
  readonly quiet?: boolean;
}) {
  return (
    <div>
      <dt>{label}</dt>
      <dd className={quiet ? 'text-muted' : undefined}>{value}</dd>
    </div>
  );
}

function shippingLabel({ vendor, shipping_options, shipping_method_id }: BasketPartView): string {
  const chosen = shipping_options.find(({ id }) => id === shipping_method_id);
  return chosen === undefined ? `${vendor.name}, sending` : `${vendor.name}, ${chosen.name.toLowerCase()}`;
}

/** Tax by its name, and whether it is in the prices already. */
function taxes(parts: readonly BasketPartView[]): { readonly label: string; readonly minor: number }[] {
  const sums = new Map<string, number>();
  for (const { tax_mode, tax_name, tax_minor } of parts) {
    if (tax_mode === 'none' || tax_minor === 0) continue;
    const label = `${tax_name || 'Tax'} ${tax_mode === 'inclusive' ? 'included' : 'added'}`;
    sums.set(label, (sums.get(label) ?? 0) + tax_minor);
  }
  return [...sums].map(([label, minor]) => ({ label, minor }));
}
