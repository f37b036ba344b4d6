import { assertLeads } from '../../../platform/db/lease.ts';
import { inTransaction, type Tx } from '../../../platform/db/transaction.ts';
import type { InstrumentRegistry } from '../../market/index.ts';
import { alertsChanged } from '../signals.ts';
import type { EngineMarket, EngineParts } from './alert-engine.ts';
import { Bell } from './bell.ts';
import { BoardView, type Standing } from './board-view.ts';
import type { Decision } from './decide.ts';
import { Delisted } from './delisted.ts';
import type { engineMetrics } from './engine-metrics.ts';
import { fillPasts, pastEnd } from './fill-pasts.ts';
import { followMissed } from './follow-missed.ts';
import { Gaps } from './gaps.ts';
import type { HeardPrint } from './heard-print.ts';
import { loadWatch } from './load-watch.ts';
import { Reconciler } from './reconciler.ts';
import { Recorder } from './recorder.ts';
import { readLevelsReached } from './selectors/read-levels-reached.ts';
import { alertStore } from './services/alert-store.ts';
import { followSplits } from './services/follow-split.ts';
import { pauseDelisted } from './services/pause-delisted.ts';
import { saveCheckpoints } from './services/save-checkpoints.ts';
import { Splits, type SplitsParts } from './splits.ts';
import type { AlertStore } from './store.ts';
import { Sync } from './sync.ts';
import { workThroughTerm } from './term-work.ts';
import { Watch } from './watch.ts';

/** A kept price past a level is looked at once it has been so for this long. */
const SETTLED_MS = 10_000;

interface TermEngineParts extends EngineParts {
  readonly metrics: ReturnType<typeof engineMetrics>;
  readonly token: number;
}

const DAY_MS = 86_400_000;
/** Splits are followed that are so many days old at most: so long a price may have stood. */
const SPLITS_DAYS = 366;
/** Prints that wait for the end of a load. */
const WAITING_MAX = 200_000;

/** The engine for as long as one process leads the feed without a break. */
export class EngineTerm {
  readonly #parts: TermEngineParts;
  readonly #view: BoardView;
  readonly #watch: Watch;
  readonly #store: AlertStore;
  readonly #bell = new Bell();
  readonly #sync: Sync;
  readonly #splits_parts: SplitsParts;
  readonly #splits: Splits;
  readonly #delisted: Delisted;
  readonly #stops: (() => void)[] = [];
  #gaps: Gaps | null = null;
  #waiting: HeardPrint[] | null = [];
  #failing = false;

  constructor(parts: TermEngineParts) {
    const { platform, quotes, token, notify } = parts;
    const { clock, signals } = platform;
    const { registry } = quotes.board;
    this.#parts = parts;
    this.#view = new BoardView(quotes, clock);
    this.#watch = new Watch(this.#view, (index) => pastEnd(quotes, index, clock.ms()));
    this.#store = alertStore({ platform, registry, notify }, { name: quotes.lead_name, token });
    const common = { watch: this.#watch, store: this.#store, registry, now_ms: () => clock.ms() };
    this.#sync = new Sync({ ...common, ring: () => this.#bell.ring() });
    this.#splits_parts = {
      ...common,
      dayAt: (index, at_ms) => this.#view.dayAt(index, at_ms),
      now: () => clock.now(),
      checkpointOf: (index) => this.#view.checkpointOf(index, this.#watch),
      known: () => quotes.splitsSince(Math.floor(clock.ms() / DAY_MS) - SPLITS_DAYS),
      follow: async (splits, at, checkpointAt) => {
        const followed = await this.#asLeader(async (tx) => {
          const { ratio, is_new } = await followSplits(tx, { notify, registry, signals }, splits, at);
          const checkpoint = is_new ? checkpointAt(ratio) : null;
          if (checkpoint !== null) await saveCheckpoints(tx, [checkpoint], token);
          parts.reached?.('split_followed');
          return ratio;
        });
        parts.reached?.('split_committed');
        return followed;
      },
    };
    this.#splits = new Splits(this.#splits_parts);
    this.#delisted = new Delisted(async (ids) => {
      this.#sync.ask(await this.#asLeader((tx) => pauseDelisted(tx, { notify, registry }, ids, clock.now())));
    });
    this.#listen(quotes, registry);
    this.#stops.push(
      signals.on(alertsChanged, ({ alert_ids }) => this.#sync.ask(alert_ids)),
      signals.onGap(() => this.#sync.ask(null)),
    );
  }

  /** For /health. */
  state(): { readonly loaded: boolean; readonly entries: number; readonly pending: number; readonly failing: boolean } {
    const { books, singles, pending } = this.#watch;
    return {
      loaded: this.#gaps !== null,
      entries: books.size + singles.size,
      pending: pending.size,
      failing: this.#failing,
    };
  }

  /** Loads, then works until `signal` aborts. @throws LateLeaderError when another leads; other errors of the load. */
  async run(signal: AbortSignal): Promise<void> {
    const { platform, quotes, metrics, reached } = this.#parts;
    const { clock, log } = platform;
    const { registry } = quotes.board;
    const shown = this.#shown(registry);
    const began_ms = clock.ms();
    await this.#sync.begin();
    const { continues } = quotes.provider;
    const common = { watch: this.#watch, store: this.#store, registry };
    const kept = continues ? await this.#store.checkpoints() : []; // a recording starts over
    const checkpoints = await followMissed(this.#splits_parts, kept, shown);
    const { targets, ranges } = await loadWatch({ ...common, shown, checkpoints });
    await this.#splits.readKnown();
    this.#splits.loaded();
    this.#gaps = new Gaps(this.#view, ranges);
    const waiting = this.#waiting ?? [];
    this.#waiting = null;
    this.#hear(waiting);
    this.#delisted.hear(shown.map((_, index) => registry.at(index)));
    log.info({ targets, load_ms: clock.ms() - began_ms }, 'alerts are watched');
    await workThroughTerm(
      {
        ...common,
        recorder: new Recorder({
          ...common,
          now: () => clock.now(),
          checkpointOf: (index) => this.#view.checkpointOf(index, this.#watch),
          ...(reached && { reached }),
        }),
        sync: this.#sync,
        splits: this.#splits,
        delisted: this.#delisted,
        reconciler: this.#reconciler(),
        bell: this.#bell,
        log,
        now_ms: () => clock.ms(),
        fillPasts: () => fillPasts(quotes, this.#watch, log),
        recorded: (decision) => this.#recorded(decision),
        failed: () => {
          this.#failing = true;
          metrics.failed.inc();
        },
      },
      signal,
    );
  }

  close(): void {
    for (const stop of this.#stops.splice(0)) stop();
    this.#parts.metrics.armed.set(0);
    this.#parts.metrics.pending.set(0);
  }

  #listen({ board }: EngineMarket, registry: InstrumentRegistry): void {
    const decimals = Array.from({ length: registry.size }, (_, index) => registry.at(index).price_decimals);
    this.#stops.push(
      board.on('accepted', (prints) => {
        this.#hear(this.#view.heard(prints, this.#watch));
      }),
      board.on('splits', (splits) => {
        this.#splits.meet(splits);
        this.#bell.ring();
      }),
      registry.onChange((changed) => {
        for (const { index, price_decimals } of changed) {
          if (decimals[index] !== undefined && decimals[index] !== price_decimals) this.#splits.reload(index);
          decimals[index] = price_decimals;
        }
        if (this.#delisted.hear(changed)) this.#bell.ring();
      }),
    );
  }

  /** Prints wait for the end of the load; of too many, the oldest are left to the high and low of the day. */
  #hear(prints: readonly HeardPrint[]): void {
    if (this.#waiting !== null) {
      this.#waiting.push(...prints);
      if (this.#waiting.length > WAITING_MAX) this.#waiting.splice(0, WAITING_MAX / 2);
      return;
    }
    for (const print of this.#gaps?.before(prints) ?? []) this.#watch.take(print);
    for (const print of prints) {
      this.#splits.hear(print);
      this.#watch.take(print);
    }
    if (this.#watch.pending.size > 0) this.#bell.ring();
  }

  /** What the board shows before any print of the term. */
  #shown(registry: InstrumentRegistry): (Standing | null)[] {
    return Array.from({ length: registry.size }, (_, index) => this.#view.standing(index));
  }

  #reconciler(): Reconciler {
    const { platform, quotes, token, metrics } = this.#parts;
    const { clock, db, log } = platform;
    return new Reconciler({
      watch: this.#watch,
      store: this.#store,
      registry: quotes.board.registry,
      now_ms: () => clock.ms(),
      levelsReached: () => readLevelsReached(db, { token, armed_before: new Date(clock.ms() - SETTLED_MS) }),
      found: (violation, { no, alert_id, arming }) => {
        metrics.broken.inc({ kind: violation });
        log.error({ violation, no, alert_id, arming }, 'an alert was found as it must never be; it is put right');
      },
    });
  }

  #recorded({ fired }: Decision): void {
    const { metrics, platform } = this.#parts;
    const { books, singles, pending } = this.#watch;
    this.#failing = false;
    metrics.armed.set(books.size + singles.size);
    metrics.pending.set(pending.size);
    metrics.fired.inc(fired.length);
    const now_ms = platform.clock.ms();
    for (const { candidate } of fired) metrics.lag.observe(Math.max(0, now_ms - candidate.print.received_ms) / 1000);
  }

  #asLeader<Result>(work: (tx: Tx) => Promise<Result>): Promise<Result> {
    const { platform, quotes, token } = this.#parts;
    return inTransaction(platform.db, async (tx) => {
      await assertLeads(tx, quotes.lead_name, token);
      return work(tx);
    });
  }
}
