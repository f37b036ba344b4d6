import { setTimeout as pause } from 'node:timers/promises';
import { lead } from '../../../platform/db/leader.ts';
import { LateLeaderError } from '../../../platform/db/lease.ts';
import type { Platform } from '../../../platform/platform.ts';
import type { Service } from '../../../platform/service.ts';
import type { QuoteBoard } from '../board/quote-board.ts';
import type { CandleKeeper } from '../candles/candle-keeper.ts';
import type { FeedSink, Provider } from '../providers/provider.ts';
import { Corrector } from './corrector.ts';
import { FOLLOWED_EVERY_MS, type Follower, feedFollowed } from './follower.ts';
import { QuoteSaver } from './quote-saver.ts';
import { Wake } from './wake.ts';

/** One leader streams the provider; the others follow and stand by. */
export const FEED_LEAD = 'market.feed';
/** Pause between saves when no other process reads them: what a crash may lose. A source that recomputes loses nothing. */
const SAVE_ALONE_MS = 5_000;
const SAVE_RECOMPUTED_MS = 15_000;
/** Pause between saves while other processes follow: how late their prices are. */
const SAVE_FOLLOWED_MS = 1_000;
const FOLLOWED_MS = 3 * FOLLOWED_EVERY_MS;
/** A provider that failed is tried again after this, then twice this, up to the maximum. */
const RETRY_MS = 1_000;
const RETRY_MS_MAX = 60_000;
/** A stream that held this long before it failed was healthy. */
const HEALTHY_MS = 60_000;

/** Work that belongs to a term as the leader, beside the stream: it begins with the board of the term and ends with it. */
export type TermWork = (term: { readonly token: number; readonly signal: AbortSignal }) => Promise<void>;

export interface FeedParts {
  readonly platform: Platform;
  /** The database the leader's lock stands in. */
  readonly database_url: string;
  readonly board: QuoteBoard;
  readonly provider: Provider;
  readonly follower: Follower;
  readonly candles: CandleKeeper;
  readonly term_works: ReadonlySet<TermWork>;
}

/** The `feed` role: takes part in the election, leads or follows, and keeps what it accepted. */
export function createFeed(parts: FeedParts): Service {
  const { platform, follower } = parts;
  const election = lead({
    url: parts.database_url,
    name: FEED_LEAD,
    log: platform.log,
    onLead: (token, signal) => leadFeed(parts, token, signal),
  });
  return {
    name: 'feed',
    async start() {
      await parts.provider.prepare();
      await follower.start();
      await election.start();
    },
    async drain() {
      await election.drain();
      await follower.drain();
    },
  };
}

/** One term as the leader: until `signal` aborts, and then a last save. */
async function leadFeed(parts: FeedParts, token: number, signal: AbortSignal): Promise<void> {
  const { platform, board, provider, follower, candles } = parts;
  await follower.yieldBoard();
  board.lead({
    token,
    source: provider.name,
    simulated: provider.simulated,
    delay_ms: provider.delay_ms,
    continues: provider.continues,
    calendar: provider.calendar,
    ...(provider.sources && { sources: provider.sources }),
  });
  const saver = new QuoteSaver(platform, board, FEED_LEAD, provider);
  const asked = new Wake();
  const corrector = new Corrector(platform, board, candles, { lead_name: FEED_LEAD, onAsked: () => asked.wake() });
  const failed = new AbortController();
  const until = AbortSignal.any([signal, failed.signal]);
  const works = [...parts.term_works].map((work) => workThrough(platform, work({ token, signal: until })));
  try {
    await candles.begin();
    const streaming = streamUntil(parts, token, until);
    await saveUntil(parts, { saver, corrector, asked }, until);
    await streaming;
    await saveLast(parts, saver);
  } finally {
    failed.abort();
    await Promise.all(works);
    saver.close();
    corrector.close();
    candles.end();
    follower.resume();
  }
}

/** Prices go on, whatever becomes of the work beside them. */
async function workThrough({ log }: Platform, work: Promise<void>): Promise<void> {
  try {
    await work;
  } catch (error) {
    log.error({ err: error }, 'work beside the feed has failed');
  }
}

/** What one term keeps its prices with. */
interface Keeping {
  readonly saver: QuoteSaver;
  readonly corrector: Corrector;
  /** Ends the pause before the next save. */
  readonly asked: Wake;
}

async function saveUntil(parts: FeedParts, keeping: Keeping, signal: AbortSignal): Promise<void> {
  const { platform, provider } = parts;
  const alone_ms = provider.recomputes ? SAVE_RECOMPUTED_MS : SAVE_ALONE_MS;
  let followed_ms = platform.clock.ms();
  const stop = platform.signals.on(feedFollowed, () => {
    followed_ms = platform.clock.ms();
  });
  try {
    while (!signal.aborted) {
      await saveOnce(parts, keeping);
      const followed = platform.clock.ms() - followed_ms < FOLLOWED_MS;
      await keeping.asked.pause(followed ? SAVE_FOLLOWED_MS : alone_ms, signal);
    }
  } finally {
    stop();
  }
}

/** At the end of a term. Where the database is gone or another leads already, there is nothing left to do. */
async function saveLast({ platform, candles }: FeedParts, saver: QuoteSaver): Promise<void> {
  try {
    await saver.save();
    await candles.saveAll();
  } catch (error) {
    platform.log.warn({ err: error }, 'the last prices of a term as the leader were not saved');
  }
}

/** @throws LateLeaderError; other failures are logged, and the next save carries everything again. */
async function saveOnce({ platform, candles }: FeedParts, { saver, corrector }: Keeping): Promise<void> {
  try {
    await corrector.apply();
    await saver.save();
    await candles.save();
    await corrector.settle();
  } catch (error) {
    if (error instanceof LateLeaderError) throw error;
    platform.log.error({ err: error }, 'quotes could not be saved; the next save tries again');
  }
}

/** Streams again after failures, with growing pauses; a source that ended stays ended. */
async function streamUntil(parts: FeedParts, token: number, signal: AbortSignal): Promise<void> {
  const { platform, board, provider } = parts;
  const sink: FeedSink = {
    prints: (batch) => board.accept(batch, token),
    notices: (batch) => board.announce(batch, token),
    rejected: (reason, count) => board.countRejected(reason, count),
    alive: (source) => {
      if (board.run.token === token) board.sources.hearAlive(source, platform.clock.ms());
    },
  };
  let wait_ms = RETRY_MS;
  while (!signal.aborted) {
    const began_ms = platform.clock.ms();
    try {
      await provider.stream(sink, signal);
      if (signal.aborted) return;
      board.setEnded(true);
      platform.log.info({ provider: provider.name }, 'the feed has come to its end');
      return;
    } catch (error) {
      wait_ms = platform.clock.ms() - began_ms > HEALTHY_MS ? RETRY_MS : Math.min(RETRY_MS_MAX, wait_ms * 2);
      platform.log.error({ err: error, provider: provider.name, wait_ms }, 'the provider failed and is tried again');
      await pause(wait_ms, undefined, { signal }).catch(() => undefined);
    }
  }
}
