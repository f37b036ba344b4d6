import { digestOf } from './digest.ts';
import type { HeartbeatFrame, QuoteRow, RowsFrame } from './protocol.ts';

/** Wrong digests in a row after which a client asks for everything again. */
const WRONG_DIGESTS_MAX = 2;

/**
 * What one client holds of the prices, and how it knows that it is right: frame numbers without a hole, versions that
 * never fall, and the digest of each heartbeat.
 */
export class Book {
  /** Versions as received on this connection: what the digest is over. */
  readonly #received = new Map<string, number>();
  /** Highest version shown in this epoch, kept over reconnects, so that a shown version never falls. */
  readonly #shown = new Map<string, number>();
  #epoch = '';
  #frame = 0;
  #wrongDigests = 0;

  get epoch(): string {
    return this.#epoch;
  }

  /** A new connection starts to count from zero. */
  opened(epoch: string): void {
    this.#received.clear();
    this.#frame = 0;
    this.#wrongDigests = 0;
    if (epoch !== this.#epoch) this.newEpoch(epoch);
  }

  newEpoch(epoch: string): void {
    this.#epoch = epoch;
    this.#received.clear();
    this.#shown.clear();
  }

  /** @returns rows not older than shown before, and whether the frame was the one to expect; a repeated frame is no row. */
  take(frame: RowsFrame): { readonly rows: readonly QuoteRow[]; readonly sound: boolean } {
    if (frame.frame <= this.#frame) return { rows: [], sound: true };
    let sound = frame.full === true || frame.frame === this.#frame + 1;
    this.#frame = frame.frame;
    if (frame.full) {
      this.#received.clear();
      this.#wrongDigests = 0;
    }
    const rows: QuoteRow[] = [];
    for (const row of frame.rows) {
      const [symbol, version] = row;
      if (version < (this.#received.get(symbol) ?? 0)) sound = false;
      this.#received.set(symbol, version);
      if (version < (this.#shown.get(symbol) ?? 0)) continue;
      this.#shown.set(symbol, version);
      rows.push(row);
    }
    return { rows, sound };
  }

  /** Forgets received symbols that the connection does not follow any more. */
  keep(followed: (symbol: string) => boolean): void {
    for (const symbol of this.#received.keys()) if (!followed(symbol)) this.#received.delete(symbol);
  }

  /** @returns false when a frame is missing, or the digest was wrong twice running. */
  agrees(heartbeat: HeartbeatFrame): boolean {
    if (heartbeat.frame !== this.#frame) return false;
    this.#wrongDigests = heartbeat.digest === digestOf(this.#received) ? 0 : this.#wrongDigests + 1;
    return this.#wrongDigests < WRONG_DIGESTS_MAX;
  }
}
