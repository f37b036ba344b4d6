import { assertLeads } from '../../../platform/db/lease.ts';
import { inTransaction } from '../../../platform/db/transaction.ts';
import type { Platform } from '../../../platform/platform.ts';
import type { QuoteBoard } from '../board/quote-board.ts';
import type { Provider } from '../providers/provider.ts';
import { quotesFlushed, saveFeedState, saveQuotes } from '../services/save-quotes.ts';

/** Quotes of at most this many instruments go into one statement. */
const SAVED_AT_ONCE = 20_000;

/**
 * Keeps the leader's quotes in the database: those that changed since the last save, all at once, behind the leader's
 * token. What a crash loses is at most what was accepted since the last save.
 */
export class QuoteSaver {
  readonly #platform: Platform;
  readonly #board: QuoteBoard;
  readonly #lead_name: string;
  readonly #provider: Pick<Provider, 'states'>;
  readonly #changed = new Set<number>();
  readonly #stop: () => void;

  /** @param lead_name what the leader leads. The board's epoch has begun: every price on it is saved first. */
  constructor(platform: Platform, board: QuoteBoard, lead_name: string, provider: Pick<Provider, 'states'> = {}) {
    this.#provider = provider;
    this.#platform = platform;
    this.#board = board;
    this.#lead_name = lead_name;
    for (let index = 0; index < board.registry.size; index += 1)
      if (board.columns.price[index]) this.#changed.add(index);
    this.#stop = board.on('changed', (indexes) => {
      for (const index of indexes) this.#changed.add(index);
    });
  }

  /** @throws LateLeaderError when another leads; any other error leaves the changes for the next save. */
  async save(): Promise<void> {
    const board = this.#board;
    const indexes = [...this.#changed].slice(0, SAVED_AT_ONCE);
    for (const index of indexes) this.#changed.delete(index);
    try {
      await inTransaction(this.#platform.db, async (tx) => {
        const { token } = board.run;
        await assertLeads(tx, this.#lead_name, token);
        await saveQuotes(tx, board, indexes);
        await saveFeedState(tx, board, this.#provider.states?.());
        await this.#platform.signals.send(tx, quotesFlushed, { token, version: board.latest });
      });
    } catch (error) {
      for (const index of indexes) this.#changed.add(index);
      throw error;
    }
  }

  close(): void {
    this.#stop();
  }
}
