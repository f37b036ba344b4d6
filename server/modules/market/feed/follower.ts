import type { Platform } from '../../../platform/platform.ts';
import type { Service } from '../../../platform/service.ts';
import { type Signal, signal } from '../../../platform/signals.ts';
import type { QuoteBoard } from '../board/quote-board.ts';
import { readFeedState, readKeptQuotes } from '../selectors/read-kept-quotes.ts';
import { quotesFlushed } from '../services/save-quotes.ts';

/** Sent by processes that follow a feed led elsewhere: the leader saves more often while it hears this. */
export const feedFollowed: Signal<Record<string, never>> = signal('market.feed_followed');
export const FOLLOWED_EVERY_MS = 10_000;

/**
 * Keeps a board current that another process leads: after each of the leader's saves it reads the rows with newer
 * versions. Epoch and versions are the leader's.
 */
export class Follower implements Service {
  readonly name = 'feed follower';
  readonly #platform: Platform;
  readonly #board: QuoteBoard;
  readonly #stops: (() => void)[] = [];
  #following = false;
  #pulling: Promise<void> = Promise.resolve();
  #asked = false;

  constructor(platform: Platform, board: QuoteBoard) {
    this.#platform = platform;
    this.#board = board;
  }

  /** Resolves with the kept quotes on the board. */
  async start(): Promise<void> {
    const { signals } = this.#platform;
    this.#stops.push(
      signals.on(quotesFlushed, () => this.#ask()),
      signals.onGap(() => this.#ask()),
      this.#board.registry.onChange(() => this.#ask()),
    );
    const timer = setInterval(() => this.#tellLeader(), FOLLOWED_EVERY_MS);
    this.#stops.push(() => clearInterval(timer));
    this.#following = true;
    this.#tellLeader();
    await this.pull();
  }

  /** This process leads now: its own feed writes the board, from the newest kept quotes on. */
  async yieldBoard(): Promise<void> {
    await this.pull();
    this.#following = false;
  }

  /** This process no longer leads. */
  resume(): void {
    this.#following = true;
    this.#tellLeader();
    this.#ask();
  }

  async drain(): Promise<void> {
    for (const stop of this.#stops.splice(0)) stop();
    this.#following = false;
    await this.#pulling.catch(() => undefined);
  }

  /** Reads what is new, after any read under way. */
  pull(): Promise<void> {
    const before = this.#pulling;
    this.#pulling = before.catch(() => undefined).then(() => this.#read());
    return this.#pulling;
  }

  /** Signals that come while a read waits are answered by it together. */
  #ask(): void {
    if (!this.#following || this.#asked) return;
    this.#asked = true;
    this.pull().catch((error: unknown) => {
      this.#platform.log.warn({ err: error }, 'quotes could not be read; the next flush tries again');
    });
  }

  async #read(): Promise<void> {
    this.#asked = false;
    const { db } = this.#platform;
    const board = this.#board;
    const state = await readFeedState(db);
    if (!this.#following || state === null || state.run.token < board.run.token) return;
    const { run } = state;
    const begins = run.token !== board.run.token;
    const after_version = begins ? 0 : board.latest;
    const rows = await readKeptQuotes(db, board.registry, { run, after_version });
    if (!this.#following || run.token < board.run.token) return; // this process began to lead meanwhile
    if (begins) board.follow(run, rows);
    else board.restore(rows);
    board.hearState(state);
  }

  #tellLeader(): void {
    if (!this.#following) return;
    const { db, signals, log } = this.#platform;
    db.transaction()
      .execute((tx) => signals.send(tx, feedFollowed, {}))
      .catch((error: unknown) => log.debug({ err: error }, 'the leader was not told that it is followed'));
  }
}
