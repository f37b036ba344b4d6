import type { CandleView } from '../../../../../contract/history.ts';
import { currencyDigits } from '../../../../../contract/minor-units.ts';
import type { InstrumentSalesView } from '../../../lib/queries/shop.ts';
import { type BarClock, startOfBar } from '../live-bars.ts';

/** A sale at the bar it falls into. */
export interface SaleMark {
  /** Index of the bar. */
  readonly at: number;
  /** What a piece cost, as the chart counts it. */
  readonly price: number;
}

/** Sales at their bars; those that fall into no bar that is shown are left out. */
export function salesOn(
  bars: readonly Pick<CandleView, 'time'>[],
  clock: BarClock,
  { product, sales }: Pick<InstrumentSalesView, 'sales'> & { readonly product: { readonly currency: string } },
): SaleMark[] {
  const places = new Map(bars.map(({ time }, at) => [Date.parse(time), at]));
  const unit = 10 ** currencyDigits(product.currency);
  return sales.flatMap((sale) => {
    const at = places.get(startOfBar(Date.parse(sale.at), clock));
    return at === undefined ? [] : [{ at, price: sale.price_minor / unit }];
  });
}
