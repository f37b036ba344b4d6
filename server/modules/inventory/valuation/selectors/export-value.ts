import type { ValuationView } from '../../../../../contract/inventory-bulk.ts';
import { minorText } from '../../../../../contract/minor-units.ts';
import type { ParamsOf, QueryOf } from '../../../../../contract/schemas.ts';
import type { Member } from '../../../../platform/actor.ts';
import { csvText } from '../../../../platform/csv.ts';
import type { Platform } from '../../../../platform/platform.ts';
import { getValuation } from './get-valuation.ts';
import { getValueHistory } from './get-value-history.ts';

/** Without it spreadsheets take the file for anything but the UTF-8 it is. */
const BYTE_ORDER_MARK = '\uFEFF';
const GROUP_COLUMNS = [
  'currency',
  'group_by',
  'group',
  'value',
  'listings',
  'pieces',
  'cost',
  'price',
  'market',
  'margin',
  'margin_percent',
  'pieces_without_cost',
  'pieces_without_price',
  'pieces_without_market',
] as const;
const DAY_COLUMNS = ['currency', 'day', 'pieces', 'cost', 'price', 'market', 'pieces_with_market'] as const;

/**
 * The value in groups as CSV, a row for each group of each currency; a sum that is known of no piece is empty, as is a
 * margin without both figures.
 * @throws AppError those of `asStaff`.
 */
export async function exportValuation(
  platform: Platform,
  actor: Member,
  input: ParamsOf<'exportValuation'> & QueryOf<'exportValuation'>,
): Promise<string> {
  const { group_by, currencies } = await getValuation(platform, actor, input);
  const rows = currencies.flatMap(({ currency, groups }) =>
    groups.map((group) => [currency, group_by, group.label, group.value, ...cellsOf(group, currency)]),
  );
  return BYTE_ORDER_MARK + csvText(GROUP_COLUMNS, rows);
}

/**
 * The value day by day as CSV, today up to now; what others asked on a day that nobody noted then is empty.
 * @throws AppError those of `asStaff`.
 */
export async function exportValueHistory(
  platform: Platform,
  actor: Member,
  input: ParamsOf<'exportValueHistory'> & QueryOf<'exportValueHistory'>,
): Promise<string> {
  const { currencies } = await getValueHistory(platform, actor, input);
  const rows = currencies.flatMap(({ currency, days }) =>
    days.map(({ day, pieces, cost_minor, price_minor, market_minor, pieces_with_market }) => [
      currency,
      day,
      String(pieces),
      minorText(cost_minor, currency),
      minorText(price_minor, currency),
      market_minor === null ? '' : minorText(market_minor, currency),
      pieces_with_market === null ? '' : String(pieces_with_market),
    ]),
  );
  return BYTE_ORDER_MARK + csvText(DAY_COLUMNS, rows);
}

function cellsOf(sums: ValuationView['currencies'][number]['groups'][number], currency: string): string[] {
  const { listings, pieces, pieces_without_cost, pieces_without_price, pieces_without_market, margin_percent } = sums;
  const known = (without: number, minor: number): string => (without === pieces ? '' : minorText(minor, currency));
  return [
    String(listings),
    String(pieces),
    known(pieces_without_cost, sums.cost_minor),
    known(pieces_without_price, sums.price_minor),
    known(pieces_without_market, sums.market_minor),
    margin_percent === null ? '' : minorText(sums.margin_minor, currency),
    margin_percent ?? '',
    ...[pieces_without_cost, pieces_without_price, pieces_without_market].map(String),
  ];
}
