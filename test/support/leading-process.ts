import { sql } from 'kysely';
import {
  type AlertEngine,
  createAlertEngine,
  type EngineParts,
} from '../../server/modules/alerts/engine/alert-engine.ts';
import { QuoteBoard } from '../../server/modules/market/board/quote-board.ts';
import type { MemoryRegistry } from '../../server/modules/market/instrument-registry.ts';
import { type KnownSplitsParts, readKnownSplits } from '../../server/modules/market/selectors/read-known-splits.ts';
import { alwaysOpen } from '../../server/modules/market/sessions/session-calendar.ts';
import { createNotifications } from '../../server/modules/notifications/index.ts';
import type { Platform } from '../../server/platform/platform.ts';
import { run } from './board.ts';
import { waitFor } from './wait-for.ts';

const LEAD = 'market.feed';
const DAY_MS = 86_400_000;
const LOAD_MS_MAX = 600_000;

type TermWork = Parameters<EngineParts['quotes']['whileLeading']>[0];

/** One process whose feed leads: a real board that a test prints on, and the engine beside it. */
export interface LeadingProcess extends AsyncDisposable {
  readonly board: QuoteBoard;
  readonly engine: AlertEngine;
  readonly platform: Platform;
  /** Prints of one batch: symbols with scaled prices. Times rise by a millisecond a print. */
  print(...prices: readonly (readonly [symbol: string, price: number])[]): void;
  /** The next print is of so long ago, and later ones follow it. */
  goTo(ms_ago: number): void;
  /** Ends the term as a hand-over does. */
  stop(): Promise<void>;
}

export interface LeadOptions {
  /** In a world: what its platform has of its own. */
  readonly platform?: Partial<Platform> | undefined;
  readonly reached?: EngineParts['reached'] | undefined;
  /** Whose kept prices it finds. */
  readonly from?: LeadingProcess | undefined;
  /** Real prices, unless it says otherwise. */
  readonly provider?: ReturnType<KnownSplitsParts['providerOf']> | undefined;
  readonly candles?: EngineParts['quotes']['candles'] | undefined;
}

/** Begins a term with the next token. Returns when everything is loaded. */
export async function leadAlone(
  platform: Platform,
  registry: MemoryRegistry,
  options: LeadOptions,
): Promise<LeadingProcess> {
  const board = new QuoteBoard(registry, platform.clock, (error) => {
    throw error;
  });
  const { rows } = await sql<{ token: string }>`
    INSERT INTO platform.leaderships (name, token) VALUES (${LEAD}, 1)
    ON CONFLICT (name) DO UPDATE SET token = leaderships.token + 1 RETURNING token
  `.execute(platform.db);
  const token = Number(rows[0]?.token);
  const works: TermWork[] = [];
  const provider = options.provider ?? { simulated: false };
  const { notify } = createNotifications(platform);
  const engine = createAlertEngine({
    platform,
    notify,
    quotes: {
      board,
      provider: { continues: true },
      lead_name: LEAD,
      whileLeading: (work) => void works.push(work),
      dayAt: (_, at_ms) => Math.floor(at_ms / DAY_MS),
      splitsSince: (day) => readKnownSplits({ db: platform.db, registry, providerOf: () => provider }, day),
      candles: options.candles ?? (() => Promise.reject(new Error('there is no past here'))),
    },
    ...(options.reached && { reached: options.reached }),
  });
  if (options.from !== undefined) copyRows(options.from.board, board);
  board.lead(run(token, { calendar: alwaysOpen, simulated: provider.simulated }));
  const ending = new AbortController();
  const work = Promise.allSettled(works.map((begin) => begin({ token, signal: ending.signal })));
  await waitFor(
    'the alerts to be loaded',
    async () => (await engine.health.check()).detail?.includes('watched'),
    LOAD_MS_MAX,
  );
  let at_ms = platform.clock.ms() - 60_000;
  const stop = async (): Promise<void> => {
    ending.abort();
    await work;
  };
  return {
    board,
    engine,
    platform,
    print(...prices) {
      const prints = prices.map(([symbol, price]) => {
        at_ms += 1;
        return { index: registry.find(symbol)?.index ?? -1, price, size: 1, at_ms };
      });
      board.accept(prints, token);
    },
    goTo(ms_ago) {
      at_ms = platform.clock.ms() - ms_ago;
    },
    stop,
    [Symbol.asyncDispose]: stop,
  };
}

/** What the next process finds kept of the prices. */
function copyRows(from: QuoteBoard, to: QuoteBoard): void {
  const { columns, registry } = from;
  const rows = Array.from({ length: registry.size }, (_, index) => index).filter((index) => columns.price[index]);
  const cell = (column: Float64Array | Int32Array, index: number): number => column[index] ?? Number.NaN;
  to.follow(
    from.run,
    rows.map((index) => ({
      index,
      version: cell(columns.version, index),
      price: cell(columns.price, index),
      previous_close: cell(columns.previous_close, index),
      open: cell(columns.open, index),
      high: cell(columns.high, index),
      low: cell(columns.low, index),
      volume: cell(columns.volume, index),
      at_ms: cell(columns.at_ms, index),
      day: cell(columns.day, index),
      session: 'regular' as const,
    })),
  );
}
