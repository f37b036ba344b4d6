import type { ClientFrame, RejectReason, ServerFrame, SubscribedFrame } from './protocol.ts';
import { VendorFollows } from './vendor-follows.ts';

/** Bytes of a command besides its symbols, generously. */
const COMMAND_OVERHEAD_BYTES = 96;
/** Longer than any symbol: such a text is refused here, since it might not fit in a frame. */
const SYMBOL_CHARACTERS_MAX = 64;

type Command = Extract<ClientFrame, { type: 'subscribe' | 'unsubscribe' }>;
type WatchlistFrame = Extract<ServerFrame, { type: 'watchlist' }>;

/**
 * What the program wants to follow, what the server has confirmed, and the command that brings the second nearer to the
 * first. One command is under way at a time. When a connection ends in the middle of one, its symbols are unsure: a
 * resumed session may have them or not, so they are asked for (or given back) again, which is harmless.
 */
export class Follows {
  readonly vendors = new VendorFollows();
  #wanted = new Set<string>();
  readonly #wantedLists = new Set<string>();
  #paused = false;
  readonly #held = new Set<string>();
  readonly #unsure = new Set<string>();
  readonly #rejected = new Map<string, RejectReason>();
  readonly #lists = new Map<string, ReadonlySet<string>>();
  readonly #unsureLists = new Set<string>();
  /** Lists the server refused; `true` when asking again later may help. */
  readonly #refusedLists = new Map<string, boolean>();
  #underWay: { readonly command: Command; readonly sent_ms: number } | null = null;
  #lastId = 0;

  /** @returns texts that cannot be symbols. */
  want(symbols: Iterable<string>): readonly string[] {
    const texts = [...symbols].map((symbol) => symbol.trim().toUpperCase());
    const fits = (text: string) => text !== '' && text.length <= SYMBOL_CHARACTERS_MAX;
    this.#wanted = new Set(texts.filter(fits));
    for (const symbol of this.#rejected.keys()) if (!this.#wanted.has(symbol)) this.#rejected.delete(symbol);
    return texts.filter((text) => !fits(text));
  }

  wantList(id: string, wanted: boolean): void {
    if (wanted) this.#wantedLists.add(id);
    else this.#wantedLists.delete(id);
    this.#refusedLists.delete(id);
  }

  set paused(paused: boolean) {
    this.#paused = paused;
  }

  /** Whether rows of this symbol are for showing. */
  wants(symbol: string): boolean {
    if (this.#paused) return false;
    if (this.#wanted.has(symbol)) return true;
    for (const id of this.#wantedLists) if (this.#lists.get(id)?.has(symbol)) return true;
    return false;
  }

  /** Whether this connection follows the symbol, as far as the server has told. */
  follows(symbol: string): boolean {
    if (this.#held.has(symbol)) return true;
    for (const members of this.#lists.values()) if (members.has(symbol)) return true;
    return false;
  }

  /** The connection ended: what was under way may have arrived or not. */
  lost(): void {
    const command = this.#underWay?.command;
    this.#underWay = null;
    if (command === undefined) return;
    if ('watchlist' in command) this.#unsureLists.add(command.watchlist);
    else if ('vendor' in command) this.vendors.lost(command.vendor);
    else for (const symbol of command.symbols) this.#unsure.add(symbol);
  }

  welcomed(resumed: boolean): void {
    this.#rejected.clear();
    this.#refusedLists.clear();
    this.vendors.welcomed(resumed);
    if (resumed) return;
    this.#held.clear();
    this.#unsure.clear();
    this.#lists.clear();
    this.#unsureLists.clear();
  }

  /** How long the command under way has waited for its answer, in milliseconds; 0 when there is none. */
  waiting_ms(now_ms: number): number {
    return this.#underWay === null ? 0 : now_ms - this.#underWay.sent_ms;
  }

  /** The next command to send, or null when all is as wanted or an answer is awaited. Giving back comes before asking. */
  next(now_ms: number, frameBytesMax: number): Command | null {
    if (this.#underWay !== null) return null;
    const command = this.#giveBack(frameBytesMax) ?? this.#ask(frameBytesMax);
    if (command !== null) this.#underWay = { command, sent_ms: now_ms };
    return command;
  }

  #giveBack(frameBytesMax: number): Command | null {
    const vendor = this.vendors.toGiveBack(this.#paused);
    if (vendor !== null) return { type: 'unsubscribe', id: ++this.#lastId, vendor };
    const lists = this.#paused ? new Set<string>() : this.#wantedLists;
    for (const id of [...this.#lists.keys(), ...this.#unsureLists])
      if (!lists.has(id)) return { type: 'unsubscribe', id: ++this.#lastId, watchlist: id };
    const wanted = this.#paused ? new Set<string>() : this.#wanted;
    const symbols = chunk(
      [...this.#held, ...this.#unsure].filter((symbol) => !wanted.has(symbol)),
      frameBytesMax,
    );
    return symbols.length === 0 ? null : { type: 'unsubscribe', id: ++this.#lastId, symbols };
  }

  #ask(frameBytesMax: number): Command | null {
    if (this.#paused) return null;
    for (const id of this.#wantedLists)
      if (!this.#refusedLists.has(id) && (this.#unsureLists.has(id) || !this.#lists.has(id)))
        return { type: 'subscribe', id: ++this.#lastId, watchlist: id };
    const vendor = this.vendors.toAsk();
    if (vendor !== null) return { type: 'subscribe', id: ++this.#lastId, vendor };
    const missing = [...this.#wanted].filter(
      (symbol) => this.#unsure.has(symbol) || (!this.#held.has(symbol) && !this.#rejected.has(symbol)),
    );
    const symbols = chunk(missing, frameBytesMax);
    return symbols.length === 0 ? null : { type: 'subscribe', id: ++this.#lastId, symbols };
  }

  subscribed(frame: SubscribedFrame): void {
    const command = this.#answered(frame.id);
    if (command === null) return;
    if ('vendor' in command) return this.vendors.subscribed(command.vendor);
    if ('watchlist' in command) {
      this.#unsureLists.delete(command.watchlist);
      this.#lists.set(command.watchlist, new Set(frame.symbols));
      return;
    }
    for (const symbol of command.symbols) {
      this.#unsure.delete(symbol);
      const reason = frame.rejected[symbol];
      if (reason === undefined) this.#held.add(symbol);
      else this.#refuse(symbol, reason);
    }
  }

  #refuse(symbol: string, reason: RejectReason): void {
    this.#held.delete(symbol);
    this.#rejected.set(symbol, reason);
  }

  unsubscribed(id: number): void {
    const command = this.#answered(id);
    if (command === null) return;
    // There may be room now for what did not fit before.
    for (const [symbol, reason] of this.#rejected) if (reason === 'symbol_limit') this.#rejected.delete(symbol);
    if ('vendor' in command) return this.vendors.unsubscribed(command.vendor);
    if ('watchlist' in command) {
      this.#lists.delete(command.watchlist);
      this.#unsureLists.delete(command.watchlist);
      return;
    }
    for (const symbol of command.symbols) {
      this.#held.delete(symbol);
      this.#unsure.delete(symbol);
    }
  }

  /** The command was refused as a whole. @param mayRetry asking again after `retryRefused` may help. */
  failed(id: number, mayRetry: boolean): void {
    const command = this.#answered(id);
    if (command === null) return;
    if ('vendor' in command) return this.vendors.refused(command.vendor, mayRetry);
    if ('watchlist' in command) {
      this.#refusedLists.set(command.watchlist, mayRetry);
      this.#unsureLists.delete(command.watchlist);
      this.#lists.delete(command.watchlist);
    } else for (const symbol of command.symbols) this.#unsure.delete(symbol);
  }

  retryRefused(): void {
    this.vendors.retryRefused();
    for (const [id, mayRetry] of this.#refusedLists) if (mayRetry) this.#refusedLists.delete(id);
  }

  listChanged(frame: WatchlistFrame): void {
    if (frame.symbols !== null) {
      this.#lists.set(frame.watchlist, new Set(frame.symbols));
      return;
    }
    this.#lists.delete(frame.watchlist);
    this.#unsureLists.delete(frame.watchlist);
    this.#refusedLists.set(frame.watchlist, false);
  }

  #answered(id: number): Command | null {
    if (this.#underWay?.command.id !== id) return null;
    const { command } = this.#underWay;
    this.#underWay = null;
    return command;
  }
}

/** As many symbols, each once, as one frame takes. */
function chunk(symbols: readonly string[], frameBytesMax: number): string[] {
  const taken: string[] = [];
  let bytes = COMMAND_OVERHEAD_BYTES;
  for (const symbol of new Set(symbols)) {
    bytes += JSON.stringify(symbol).length + 1;
    if (bytes > frameBytesMax) break;
    taken.push(symbol);
  }
  return taken;
}
