import { Ajv, type ValidateFunction } from 'ajv';
import { clientFrameSchemas, type JsonSchema, serverFrameSchemas } from '../../contract/live/frame-schemas.ts';
import { type ClientFrame, closeCodes, type QuoteRow, type ServerFrame } from '../../contract/live/protocol.ts';

const ajv = new Ajv({ strictTuples: false, allowUnionTypes: true });
const clientFrames = compile(clientFrameSchemas);
const serverFrames = compile(serverFrameSchemas);

/** Listens on both ends of one client's connections and holds them against the protocol's promises. */
export class Checker {
  readonly violations: string[] = [];
  /** Rows as the program sees them: what is on the screen. */
  readonly screen = new Map<string, QuoteRow>();
  readonly events: number[] = [];
  readonly closes: number[] = [];
  readonly heard = { snapshot: 0, quotes: 0, heartbeat: 0, resumed: 0 };
  #floor = new Map<string, number>();
  #epoch = '';
  /** Symbols that rows may come for: asked for and not confirmed as given back. */
  #followed = new Set<string>();
  readonly #lists = new Map<string, readonly string[]>();
  readonly #asked = new Map<number, ClientFrame>();

  /** The client says something. */
  said(text: string): void {
    const frame = JSON.parse(text) as ClientFrame;
    this.#validate(clientFrames, frame.type, frame);
    if (frame.type !== 'subscribe' && frame.type !== 'unsubscribe') return;
    this.#asked.set(frame.id, frame);
    if (frame.type === 'subscribe' && 'symbols' in frame)
      for (const symbol of frame.symbols) this.#followed.add(symbol);
  }

  /** The client hears something. */
  hears(text: string): void {
    const frame = JSON.parse(text) as ServerFrame;
    this.#validate(serverFrames, frame.type, frame);
    switch (frame.type) {
      case 'welcome':
        return this.#welcomed(frame.epoch, frame.resumed);
      case 'epoch':
        return this.#newEpoch(frame.epoch);
      case 'subscribed':
        if (frame.watchlist !== undefined) this.#lists.set(frame.watchlist, frame.symbols ?? []);
        return;
      case 'watchlist':
        this.#lists.set(frame.watchlist, frame.symbols ?? []);
        return;
      case 'unsubscribed':
        return this.#gaveBack(frame.id);
      case 'snapshot':
      case 'quotes':
        this.heard[frame.type] += 1;
        for (const [symbol] of frame.rows)
          if (!this.#mayCome(symbol)) this.#violate('P3', `a row of ${symbol}, which is not followed`);
        return;
      case 'heartbeat':
        this.heard.heartbeat += 1;
        return;
      case 'event':
      case 'vendor_changed':
      case 'vendor_gone':
      case 'feed':
      case 'auth_soon':
      case 'limits':
      case 'error':
      case 'bye':
        return;
      default:
        frame satisfies never;
    }
  }

  #welcomed(epoch: string, resumed: boolean): void {
    if (resumed) this.heard.resumed += 1;
    else {
      this.#followed = new Set();
      this.#lists.clear();
    }
    if (epoch !== this.#epoch) this.#newEpoch(epoch);
  }

  #newEpoch(epoch: string): void {
    this.#epoch = epoch;
    this.#floor = new Map();
  }

  #gaveBack(id: number): void {
    const frame = this.#asked.get(id);
    if (frame === undefined || frame.type !== 'unsubscribe')
      return this.#violate('P3', `unsubscribed ${id} was not asked`);
    if ('watchlist' in frame) this.#lists.delete(frame.watchlist);
    else if ('symbols' in frame) for (const symbol of frame.symbols) this.#followed.delete(symbol);
  }

  #mayCome(symbol: string): boolean {
    return this.#followed.has(symbol) || [...this.#lists.values()].some((members) => members.includes(symbol));
  }

  shows(rows: readonly QuoteRow[]): void {
    for (const row of rows) {
      const [symbol, version] = row;
      if (version < (this.#floor.get(symbol) ?? 0)) this.#violate('P2', `${symbol} fell to version ${version}`);
      this.#floor.set(symbol, version);
      this.screen.set(symbol, row);
    }
  }

  happened(n: number): void {
    const expected = (this.events.at(-1) ?? 0) + 1;
    if (n !== expected) this.#violate('P4', `event ${n} instead of ${expected}`);
    this.events.push(n);
  }

  closed(code: number): void {
    this.closes.push(code);
    if (!(code in closeCodes)) this.#violate('P8', `close code ${code}`);
  }

  /** Most bytes that waited on one connection. */
  buffered(bytes: number, bound: number): void {
    if (bytes > bound) this.#violate('P5', `${bytes} bytes waited, ${bound} may`);
  }

  #validate(schemas: ReadonlyMap<string, ValidateFunction>, type: string, frame: unknown): void {
    const validate = schemas.get(type);
    if (validate === undefined) return this.#violate('P7', `a frame of type ${type}`);
    if (!validate(frame)) this.#violate('P7', `${ajv.errorsText(validate.errors)} in ${JSON.stringify(frame)}`);
  }

  #violate(property: string, what: string): void {
    this.violations.push(`${property}: ${what}`);
  }
}

function compile(schemas: Readonly<Record<string, JsonSchema>>): ReadonlyMap<string, ValidateFunction> {
  return new Map(Object.entries(schemas).map(([name, schema]) => [name, ajv.compile(strictly(schema) as object)]));
}

/** The document allows fields of later versions; our own edge and client send none that it does not name. */
function strictly(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(strictly);
  if (typeof schema !== 'object' || schema === null) return schema;
  const entries = Object.entries(schema).map(([key, value]) => [key, strictly(value)] as const);
  const own = Object.fromEntries(entries);
  return 'properties' in own ? { ...own, additionalProperties: false } : own;
}
