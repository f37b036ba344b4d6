import { formatMoney } from '../../../lib/format/money.ts';
import { formatWhole } from '../../../lib/format/number.ts';
import { KeyHint } from '../../../ui/key-hint.tsx';
import type { Selection } from './grid/use-selection.ts';
import type { StockRow } from './row.ts';
import type { StockTable } from './view/use-stock-table.ts';

/** How many there are, what the chosen ones come to, and the keys that help here. */
export function StockFoot({ table, selection }: { readonly table: StockTable; readonly selection: Selection }) {
  const { rows, total, whole, facets } = table;
  const { ids } = selection;
  const chosen = rows.filter(({ id }) => ids.has(id));
  return (
    <div className="pane-foot">
      <output>
        {total === null ? `${formatWhole(rows.length)} loaded` : formatWhole(total)}
        {whole !== null && total !== whole && ` of ${formatWhole(whole)}`} {whole === 1 ? 'listing' : 'listings'}
      </output>
      {chosen.length === 0 && facets && <span>{formatWhole(facets.on_hand)} on hand</span>}
      {chosen.length > 0 && <Chosen rows={chosen} all={selection.all} />}
      <span className="ml-auto flex gap-6 max-xl:hidden" aria-hidden="true">
        <KeyHint keys={['↑', '↓']}>move</KeyHint>
        <KeyHint keys={['Enter']}>edit</KeyHint>
        <KeyHint keys={['Shift', '↓']}>extend</KeyHint>
        <KeyHint keys={['Mod', 'V']}>paste a column</KeyHint>
        <KeyHint keys={['Mod', 'Z']}>undo</KeyHint>
      </span>
    </div>
  );
}

/** Prices of one currency are summed up; a mixture is only counted. */
function Chosen({ rows, all }: { readonly rows: readonly StockRow[]; readonly all: boolean }) {
  const currencies = new Set(rows.map(({ currency }) => currency));
  const priced = rows.filter(({ price_minor }) => price_minor !== null);
  const [currency] = currencies;
  if (currency === undefined || currencies.size > 1 || priced.length === 0) {
    return <span>{formatWhole(rows.length)} selected</span>;
  }
  const prices = priced.map(({ price_minor }) => price_minor ?? 0);
  const worth = priced.reduce((sum, { price_minor, on_hand }) => sum + (price_minor ?? 0) * on_hand, 0);
  const average = Math.round(prices.reduce((sum, price) => sum + price, 0) / prices.length);
  const money = (minor: number) => <b className="foot-figure">{formatMoney(minor, currency)}</b>;
  return (
    <>
      <span>
        {formatWhole(priced.length)} prices selected{all && ', of those loaded'}
      </span>
      <span>Average {money(average)}</span>
      <span className="max-lg:hidden">Lowest {money(prices.reduce((one, other) => Math.min(one, other)))}</span>
      <span className="max-lg:hidden">Highest {money(prices.reduce((one, other) => Math.max(one, other)))}</span>
      <span>Stock {money(worth)}</span>
    </>
  );
}
