import { parseScaled } from '../../../../../contract/decimal.ts';
import type { Instrument } from '../../instrument.ts';
import type { Notice, Print } from '../provider.ts';

/** The lowest price asked for one instrument, as it is kept. */
export interface ShopPrice {
  readonly instrument: Instrument;
  /** Decimal: "249.00". */
  readonly price: string;
  /** Since when it is asked. */
  readonly at_ms: number;
  readonly for_sale: boolean;
  /** When pieces were last offered again after none were. */
  readonly returned_at_ms: number | null;
  /** When the newest price was told that an earlier term has kept; null where none is. */
  readonly kept_at_ms: number | null;
  readonly seq: number;
}

/** What rows that changed say to the board. */
interface ShopBatch {
  readonly opened: readonly Notice[];
  readonly prints: readonly Print[];
  readonly closed: readonly Notice[];
}

/** @param told when each instrument's price was told last in this term; what this batch tells is put into it. */
export function shopBatch(rows: readonly ShopPrice[], told: Map<number, number>, now_ms: number): ShopBatch {
  const opened: Notice[] = [];
  const prints: Print[] = [];
  const closed: Notice[] = [];
  for (const { instrument, price, at_ms, for_sale, returned_at_ms, kept_at_ms } of rows) {
    const { index, price_decimals } = instrument;
    const scaled = parseScaled(price, price_decimals);
    if (scaled === null) continue; // kept with more decimals than the instrument has now
    const before_ms = told.get(index) ?? kept_at_ms;
    // What an earlier term has kept may not have reached everybody who listens: the same return is told again as what it is.
    const again = returned_at_ms === before_ms && at_ms === before_ms;
    const returned = returned_at_ms !== null && (before_ms === null || returned_at_ms > before_ms || again);
    const notice = { kind: 'session', index, at_ms: now_ms } as const;
    if (for_sale) opened.push({ ...notice, session: 'regular' });
    if (told.get(index) !== at_ms) {
      prints.push({ index, price: scaled, size: 0, at_ms, ...(returned && for_sale && { returned }) });
      told.set(index, at_ms);
    }
    if (!for_sale) closed.push({ ...notice, session: 'closed' });
  }
  return { opened, prints, closed };
}
