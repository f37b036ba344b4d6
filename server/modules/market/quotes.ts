import type { QuoteView } from '../../../contract/market.ts';
import type { HealthCheck } from '../../platform/http/health.ts';
import type { ScheduledJob } from '../../platform/jobs/scheduled-job.ts';
import type { Platform } from '../../platform/platform.ts';
import type { Service } from '../../platform/service.ts';
import { backfillJobs } from './backfill/backfill-jobs.ts';
import { providerOf } from './backfill/run-backfills.ts';
import { type LiveSource, liveSource } from './board/live-source.ts';
import { QuoteBoard } from './board/quote-board.ts';
import { type QuoteTexts, quoteTexts } from './board/quote-json.ts';
import { quoteView } from './board/quote-view.ts';
import { candleJobs } from './candles/candle-jobs.ts';
import { CandleKeeper } from './candles/candle-keeper.ts';
import { SplitRecorder } from './candles/split-recorder.ts';
import { createFeed, FEED_LEAD, type TermWork } from './feed/feed.ts';
import { feedHealth } from './feed/feed-health.ts';
import { providersHealth } from './feed/providers-health.ts';
import { Follower } from './feed/follower.ts';
import type { Instrument } from './instrument.ts';
import type { InstrumentRegistry } from './instrument-registry.ts';
import type { CandleQuestion, CandleSeries } from './history/candle-series.ts';
import { createProvider } from './providers/create-provider.ts';
import { systemTimers } from './providers/parts/timers.ts';
import { type Provider, rejectionReasons } from './providers/provider.ts';
import { besideShop } from './providers/shop/beside-shop.ts';
import { Shop } from './providers/shop/shop.ts';
import { type KnownSplit, readKnownSplits } from './selectors/read-known-splits.ts';
import { readCandles } from './selectors/read-candles.ts';
import { keptShopPrices } from './selectors/kept-shop-prices.ts';
import { venueOf } from './sessions/venues.ts';

/** The newest price of everything, as this process knows it. */
export interface Quotes {
  /** Its events are the lossy lane of this process: `changed` and `accepted` come once per batch. */
  readonly board: QuoteBoard;
  readonly provider: Provider;
  /**
   * Whose prices an instrument's are by priority: the provider, or a member of a combination. Candles stand under its
   * name, and its past is the instrument's. Null where nobody serves it.
   */
  providerOf(instrument: Instrument): Provider | null;
  /** For the live edge. */
  readonly live: LiveSource;
  /**
   * Keeps the board current: in a process of the role `feed` it takes part in leading the provider, in any other it
   * follows. Starts after the instrument registry.
   */
  readonly service: Service;
  /** For the role `worker`. */
  readonly jobs: readonly ScheduledJob[];
  readonly health: HealthCheck;
  readonly providersHealth: HealthCheck;
  /** What the feed's leader leads, for `assertLeads`. */
  readonly lead_name: string;
  /** From the next term on, in a process of the role `feed`, this is done while its feed leads. */
  whileLeading(work: TermWork): void;
  /** Number of the venue's day at a time, by the provider's calendar. */
  dayAt(instrument: Instrument, at_ms: number): number;
  /** Splits of the prices that instruments are shown at, from a day on. */
  splitsSince(day: number): Promise<readonly KnownSplit[]>;
  /** The past of an instrument, adjusted for splits. */
  candles(instrument: Instrument, question: Omit<CandleQuestion, 'adjusted'>): Promise<CandleSeries>;
  /** Null where there is no price yet. */
  viewOf(instrument: Instrument): QuoteView | null;
  /** The same as JSON text, for lists that are read again and again. */
  textsOf(indexes: readonly number[]): QuoteTexts;
}

/** @param database_url where the leader is elected: the database of `platform.db`. */
export function createQuotes(
  platform: Platform,
  registry: InstrumentRegistry,
  { database_url }: { readonly database_url: string },
): Quotes {
  const { clock, config, log } = platform;
  const board = new QuoteBoard(registry, clock, (error) => log.error({ err: error }, 'a listener of the board failed'));
  const provider = withShop(platform, createProvider(platform, registry), registry);
  const follower = new Follower(platform, board);
  const live = liveSource(board, clock);
  const texts = quoteTexts(board);
  observe(platform, board);
  if (config.run.includes('feed'))
    new SplitRecorder({
      platform,
      board,
      provider,
      providerOf: (instrument) => providerOf(provider, instrument),
    }).listen();
  const term_works = new Set<TermWork>();
  const feed = (): Service =>
    createFeed({
      platform,
      database_url,
      board,
      provider,
      follower,
      term_works,
      candles: new CandleKeeper(platform, board, provider, FEED_LEAD),
    });
  return {
    board,
    provider,
    providerOf: (instrument) => providerOf(provider, instrument),
    live,
    service: config.run.includes('feed') ? feed() : follower,
    jobs: [...candleJobs(platform), ...backfillJobs({ platform, registry, provider })],
    health: feedHealth(board, live, clock),
    providersHealth: providersHealth(platform),
    lead_name: FEED_LEAD,
    whileLeading: (work) => void term_works.add(work),
    dayAt: (instrument, at_ms) => provider.calendar.dayAt(venueOf(instrument), at_ms).number,
    splitsSince: (day) =>
      readKnownSplits({ db: platform.db, registry, providerOf: (instrument) => providerOf(provider, instrument) }, day),
    candles: (instrument, question) =>
      readCandles({ db: platform.db, clock, provider }, instrument, { ...question, adjusted: true }),
    textsOf: (indexes) => texts(indexes, clock.ms()),
    viewOf: ({ index }) => quoteView(board, index, clock.ms()),
  };
}

/** A recording is played alone: what vendors ask is of today. */
function withShop(platform: Platform, provider: Provider, registry: InstrumentRegistry): Provider {
  if (!provider.continues) return provider;
  const { clock } = platform;
  const shop = new Shop(keptShopPrices(platform, registry), clock);
  return besideShop(provider, { shop, registry, timers: systemTimers(clock) });
}

function observe({ metrics, log }: Platform, board: QuoteBoard): void {
  const accepted = metrics.counter('market_prints_accepted_total', 'Prints that became prices');
  const rejected = metrics.counter('market_prints_rejected_total', 'Prints that were never shown', ['reason']);
  for (const reason of rejectionReasons) rejected.inc({ reason }, 0);
  board.on('accepted', (prints) => accepted.inc(prints.length));
  board.on('rejected', ({ reason, count }) => rejected.inc({ reason }, count));
  board.on('splits', (splits) => {
    for (const { index, ratio } of splits) log.info({ symbol: board.registry.at(index).symbol, ratio }, 'a split');
  });
}
