import { minorText } from '../../../../../../contract/minor-units.ts';
import { formatMinor } from '../../../../lib/format/money.ts';
import { MINUS } from '../../../../lib/format/number.ts';
import type { BulkEditView } from '../../../../lib/queries/inventory-value.ts';
import { statusLabels } from '../../stock/row.ts';

type Change = BulkEditView['change'];

/** "Prices +5%, ending in 0.99; status Active": what an edit did, part by part. */
export function editWords(
  { price, status, shelf, low_stock_at, location_id }: Change,
  context: { readonly currency: string; readonly locationName: (id: string) => string | undefined },
): string {
  const parts = [
    price && priceWords(price, context.currency),
    status && `status ${statusLabels[status]}`,
    shelf !== undefined && (shelf === '' ? 'no shelf' : `shelf ${shelf}`),
    low_stock_at !== undefined && (low_stock_at === null ? 'no low-stock mark' : `low-stock mark ${low_stock_at}`),
    location_id && `moved to ${context.locationName(location_id) ?? 'a location'}`,
  ].filter((part) => typeof part === 'string');
  const text = parts.join('; ');
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function priceWords(price: NonNullable<Change['price']>, currency: string): string {
  const { percent, amount_minor, set_minor } = price;
  const changed =
    percent !== undefined
      ? /^-?0(\.0+)?$/.test(percent)
        ? 'prices'
        : `prices ${signed(percent)}%`
      : amount_minor !== undefined
        ? `prices ${signed(minorText(amount_minor, currency))}`
        : `prices ${formatMinor(set_minor ?? 0, currency)}`;
  const rounding = roundWords(price.round, currency);
  return rounding === '' ? changed : `${changed}, ${rounding}`;
}

function roundWords({ step_minor, less_minor, way }: NonNullable<Change['price']>['round'], currency: string): string {
  if (step_minor === 1 && less_minor === 0) return '';
  const how = way === 'nearest' ? 'rounded' : `rounded ${way}`;
  if (less_minor > 0 && less_minor < step_minor)
    return `${how} to end in ${minorText(step_minor - less_minor, currency)}`;
  return `${how} to ${minorText(step_minor, currency)}`;
}

function signed(text: string): string {
  return text.startsWith('-') ? MINUS + text.slice(1) : `+${text}`;
}
