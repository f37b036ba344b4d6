import type { Rule } from '../../server/modules/alerts/alert.ts';
import type { HeardPrint, SessionPhase } from '../../server/modules/alerts/engine/heard-print.ts';
import { loadWatch } from '../../server/modules/alerts/engine/load-watch.ts';
import { Recorder } from '../../server/modules/alerts/engine/recorder.ts';
import { Sync } from '../../server/modules/alerts/engine/sync.ts';
import { Watch } from '../../server/modules/alerts/engine/watch.ts';
import type { MemoryRegistry } from '../../server/modules/market/instrument-registry.ts';
import { AlertMemoryStore, type Ending, type KeptFiring } from './alert-memory-store.ts';
import { AlertReference, type PlainPrint } from './alert-reference.ts';
import { type Command, type PrintSketch, ruleOf } from './alert-commands.ts';
import { listed } from './market.ts';

/** A day of the model: short, so that stories cross several. */
const DAY_MS = 2_000;
const BASE = 100_00;

/** The engine without a board and a database, and the reference beside it, led through one story. */
export class AlertModel {
  readonly #store = new AlertMemoryStore();
  readonly #registry: MemoryRegistry = listed('AAPL', 'MSFT');
  readonly #references = new Map<number, AlertReference>();
  readonly #prints: HeardPrint[] = [];
  #now_ms = 1_000_000;
  #failed = false;
  #watch: Watch;
  #recorder: Recorder;
  #sync: Sync;
  readonly #chunk: { readonly first: number; readonly max: number } | undefined;

  /** @param chunk how many candidates one transaction takes; without it more than there ever are. */
  constructor(chunk?: { readonly first: number; readonly max: number }) {
    this.#chunk = chunk;
    [this.#watch, this.#recorder, this.#sync] = this.#start();
  }

  fired(): KeptFiring[] {
    return inOrder(this.#store.firings);
  }

  expected(): KeptFiring[] {
    return inOrder([...this.#references.values()].flatMap(({ committed }) => committed));
  }

  async run(command: Command): Promise<void> {
    this.#now_ms += 1;
    if (command.kind === 'create') await this.#create(command);
    else if (command.kind === 'prints') for (const sketch of command.prints) this.#print(sketch);
    else if (command.kind === 'again') this.#again();
    else if (command.kind === 'wait') this.#now_ms += command.ms;
    else if (command.kind === 'record') await this.#record(command.ending);
    else if (command.kind === 'restart') await this.#restart();
    else await this.#change(command);
  }

  async finish(): Promise<void> {
    for (let round = 0; round < 50 && (round === 0 || this.#watch.pending.size > 0); round += 1)
      await this.#record('well');
  }

  #start(): [Watch, Recorder, Sync] {
    const market = {
      decimals: () => 2,
      dayAt: (_: number, at_ms: number) => Math.floor(at_ms / DAY_MS),
      now_ms: () => this.#now_ms,
    };
    const watch = new Watch(market, () => ({ is_any: false, to_ms: 0, day: -1, high: 0, low: 0 }));
    watch.ensure(this.#registry.size);
    const common = { watch, store: this.#store, registry: this.#registry, now_ms: market.now_ms };
    const recorder = new Recorder({
      ...common,
      now: () => new Date(this.#now_ms),
      checkpointOf: (index) => this.#checkpointOf(watch, index),
      ...(this.#chunk && { chunk: this.#chunk }),
    });
    return [watch, recorder, new Sync({ ...common, ring: () => undefined })];
  }

  #checkpointOf(watch: Watch, index: number) {
    const last = watch.lastOf(index, false);
    const regular = watch.lastOf(index, true);
    if (last === null) return null;
    return {
      instrument_id: this.#registry.at(index).id,
      price: (last.price / 100).toFixed(2),
      regular_price: regular === null ? null : (regular.price / 100).toFixed(2),
      at_ms: last.at_ms,
      regular_at_ms: regular?.at_ms ?? null,
      day: -1,
      high: null,
      low: null,
      source: 'test',
      simulated: false,
    };
  }

  async #create({ index, sketch, waits }: Extract<Command, { kind: 'create' }>): Promise<void> {
    const no = this.#store.rows.size + 1;
    const rule = ruleOf(sketch);
    this.#store.rows.set(no, {
      no,
      alert_id: `alert ${no}`,
      instrument_id: this.#registry.at(index).id,
      rule,
      active: true,
      state: waits ? 'waiting' : 'armed',
      waits_for: waits ? 'other_side' : null,
      arming: 1,
      armed_at_ms: this.#now_ms,
      last_fired_at_ms: null,
      last_fired_day: null,
      crossings: 0,
      price_at_creation: '100.00',
      told: { id: '', user_id: '', note: '', message: null, channels: [] },
      list_name: null,
      watchlist_id: null,
      origin: 'user',
      expires_at_ms: null,
    });
    if (this.#failed) await this.#retry();
    this.#references.set(no, new AlertReference(no, rule, { base: BASE, waits, newest: this.#newest(index, rule) }));
    this.#now_ms += 1;
    await this.#follow(`alert ${no}`);
    // What was never kept of an instrument, nobody can go on from.
    await this.finish();
  }

  async #change(command: Extract<Command, { kind: 'edit' | 'pause' | 'resume' }>): Promise<void> {
    const rows = [...this.#store.rows.values()];
    const row = rows[command.pick % Math.max(1, rows.length)];
    const reference = row && this.#references.get(row.no);
    if (row === undefined || reference === undefined) return;
    const rule = command.kind === 'edit' ? ruleOf(command.sketch) : row.rule;
    const waits = command.kind === 'edit' && command.waits;
    const paused = command.kind === 'pause';
    const arming = paused ? row.arming : row.arming + 1;
    const next = {
      ...row,
      rule,
      arming,
      active: !paused,
      ...(paused
        ? {}
        : {
            state: waits ? ('waiting' as const) : ('armed' as const),
            waits_for: waits ? ('other_side' as const) : null,
          }),
      ...(paused ? {} : { armed_at_ms: this.#now_ms, crossings: 0 }),
    };
    this.#store.rows.set(row.no, next);
    reference.edit(rule, this.#newest(this.#indexOf(row.instrument_id), rule));
    // In the order of the engine's own loop: what failed is taken up again before changes are followed.
    const retried = this.#failed;
    if (retried) await this.#retry();
    const state = paused ? 'paused' : waits ? 'other_side' : 'armed';
    const fired = { fired_ms: row.last_fired_at_ms, fired_day: row.last_fired_day };
    reference.arm({ state, arming, ...fired, crossings: paused ? row.crossings : 0 });
    this.#now_ms += 1;
    await this.#follow(row.alert_id);
    if (retried) await this.#record('well');
  }

  async #follow(alert_id: string): Promise<void> {
    this.#sync.ask([alert_id]);
    await this.#sync.work();
  }

  #indexOf(id: string): number {
    return this.#registry.byId(id)?.index ?? -1;
  }

  #newest(index: number, { regular_session_only }: Rule): PlainPrint | null {
    const found = this.#prints.findLast(
      (print) => print.index === index && (!regular_session_only || print.session === 'regular'),
    );
    return found === undefined ? null : plain(found);
  }

  #print({ index, price, session }: PrintSketch): void {
    this.#now_ms += 1;
    const print = this.#heard(index, price, session, this.#now_ms);
    if (session !== 'halted') this.#prints.push(print);
    this.#deliver(print);
  }

  #heard(index: number, price: number, session: SessionPhase, at_ms: number): HeardPrint {
    const around = { previous_close: Number.NaN, volume: Number.NaN, before: null, regular_before: null };
    return { index, price, size: 1, at_ms, source: 'test', simulated: false, session, received_ms: at_ms, ...around };
  }

  #deliver(print: HeardPrint): void {
    this.#watch.take(print);
    if (print.session === 'halted') return;
    for (const [no, reference] of this.#references)
      if (this.#indexOf(this.#store.rows.get(no)?.instrument_id ?? '') === print.index) reference.print(plain(print));
  }

  /** The newest print of each instrument comes once more, which means nothing; the board lets no older one through. */
  #again(): void {
    for (const index of [0, 1]) {
      const last = this.#prints.findLast((print) => print.index === index);
      if (last !== undefined) this.#watch.take({ ...last, before: null, regular_before: null });
    }
  }

  async #record(ending: Ending): Promise<void> {
    const before = this.#store.commits;
    const pending = new Set(this.#watch.pending.keys());
    this.#store.ending = ending;
    this.#failed = false;
    await this.#recorder.record().catch((error: unknown) => {
      if (!String(error).includes('the connection broke')) throw error;
      this.#failed = true;
    });
    if (this.#store.commits === before) return;
    for (const [no, reference] of this.#references)
      if (!pending.has(no) || this.#store.decided.has(no)) reference.commit();
  }

  /** What it decides counts with the next record, which comes before anything else happens. */
  async #retry(): Promise<void> {
    this.#failed = false;
    await this.#recorder.record();
  }

  /** A new process goes on from what was kept; its source tells again what came after the checkpoints. */
  async #restart(): Promise<void> {
    this.#store.changeLeader();
    this.#failed = false;
    [this.#watch, this.#recorder, this.#sync] = this.#start();
    const checkpoints = await this.#store.checkpoints();
    const kept = new Map(checkpoints.map((one) => [this.#indexOf(one.instrument_id), one.at_ms]));
    await loadWatch({ watch: this.#watch, store: this.#store, registry: this.#registry, shown: [], checkpoints });
    for (const print of this.#prints)
      if (print.at_ms > (kept.get(print.index) ?? 0))
        this.#watch.take({ ...print, before: null, regular_before: null });
  }
}

function plain(print: HeardPrint): PlainPrint {
  const { price, at_ms, session } = print;
  return { price, at_ms, regular: session === 'regular', day: Math.floor(at_ms / DAY_MS) };
}

function inOrder(firings: readonly KeptFiring[]): KeptFiring[] {
  return firings.toSorted((a, b) => a.no - b.no || a.arming - b.arming);
}
