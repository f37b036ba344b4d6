import { parseScaled } from '../../../../contract/decimal.ts';
import { assertLeads } from '../../../platform/db/lease.ts';
import { inTransaction } from '../../../platform/db/transaction.ts';
import type { Platform } from '../../../platform/platform.ts';
import { correctRow } from '../board/correct-row.ts';
import type { QuoteBoard } from '../board/quote-board.ts';
import type { CandleKeeper } from '../candles/candle-keeper.ts';
import { readWaitingCorrections, type WaitingCorrection } from '../selectors/read-waiting-corrections.ts';
import { priceCorrected } from '../services/correct-price.ts';
import { type CandleWrite, rewriteCandles } from '../services/rewrite-candles.ts';
import { settleCorrections } from '../services/settle-corrections.ts';

/** Prints that come so soon after a correction were on their way when it was made: they are corrected with the others. */
const ON_THEIR_WAY_MS = 2_000;

/**
 * Applies the corrections of administrators, which any process may have taken, to what the leader holds and keeps. Told
 * by a signal; the table says what is to be done, so that nothing is lost with a signal or a leader, and what was applied
 * by a leader that fell before it said so is applied again without harm.
 */
export class Corrector {
  readonly #platform: Platform;
  readonly #board: QuoteBoard;
  readonly #candles: CandleKeeper;
  readonly #lead_name: string;
  readonly #stops: readonly (() => void)[];
  #asked = true;
  #applied: string[] = [];
  #writes: CandleWrite[] = [];

  /** @param onAsked told that there is something to do: what waits for the next save should not wait. */
  constructor(
    platform: Platform,
    board: QuoteBoard,
    candles: CandleKeeper,
    options: { readonly lead_name: string; onAsked(): void },
  ) {
    this.#platform = platform;
    this.#board = board;
    this.#candles = candles;
    this.#lead_name = options.lead_name;
    const ask = (): void => {
      this.#asked = true;
      options.onAsked();
    };
    this.#stops = [platform.signals.on(priceCorrected, ask), platform.signals.onGap(ask)];
  }

  /** Before a save: puts the board and the open candles right. */
  async apply(): Promise<void> {
    if (!this.#asked) return;
    this.#asked = false;
    try {
      for (const correction of await readWaitingCorrections(this.#platform.db)) {
        if (!this.#applied.includes(correction.id)) await this.#applyOne(correction);
      }
    } catch (error) {
      this.#asked = true;
      throw error;
    }
  }

  /** After a save: puts the kept candles right and says that it is done. @throws LateLeaderError when another leads. */
  async settle(): Promise<void> {
    if (this.#applied.length === 0) return;
    const { registry, run } = this.#board;
    await inTransaction(this.#platform.db, async (tx) => {
      await assertLeads(tx, this.#lead_name, run.token);
      await rewriteCandles(tx, registry, this.#writes);
      await settleCorrections(tx, this.#applied, this.#platform.clock.now());
    });
    this.#applied = [];
    this.#writes = [];
  }

  close(): void {
    for (const stop of this.#stops) stop();
  }

  async #applyOne(correction: WaitingCorrection): Promise<void> {
    const board = this.#board;
    const instrument = board.registry.byId(correction.instrument_id);
    if (instrument === undefined) return; // added a moment ago: the registry's next read brings it, and the next asking this
    const { index, price_decimals, symbol } = instrument;
    const wrong = parseScaled(correction.wrong_price, price_decimals);
    const right = parseScaled(correction.price, price_decimals);
    this.#applied.push(correction.id);
    if (wrong === null || right === null) return; // in decimals that the instrument has no longer: no price is like it
    const { day, writes } = await this.#candles.correct({ index, wrong, right, at_ms: correction.at.getTime() });
    const current_until_ms = correction.is_current ? correction.created_at.getTime() + ON_THEIR_WAY_MS : null;
    if (correctRow(board.columns, board.trail, { index, wrong, right, current_until_ms, day })) board.touch([index]);
    this.#writes.push(...writes);
    this.#platform.log.info({ symbol, ...correction }, 'a price is corrected');
  }
}
