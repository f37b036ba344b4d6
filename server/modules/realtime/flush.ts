import { crc32 } from 'node:zlib';
import { hexDigest } from '../../../contract/live/digest.ts';
import type { Connection } from './connection.ts';
import type { EdgeState } from './edge-state.ts';
import type { LiveSource } from './source.ts';

/** Version in `Connection.sent` of a symbol whose snapshot row is still due. */
export const SNAPSHOT_DUE = -1;

/**
 * Rows as they stand in a frame behind another row, each made once per version however many clients get it.
 * A client's frame is these pieces joined: nothing is encoded per client but the frame number.
 */
export class RowPieces {
  readonly #source: LiveSource;
  readonly #versions: number[] = [];
  readonly #pieces: string[] = [];

  constructor(source: LiveSource) {
    this.#source = source;
  }

  at(index: number, version: number): string {
    if (this.#versions[index] !== version) {
      this.#versions[index] = version;
      this.#pieces[index] = `,${this.#source.row(index)}`;
    }
    return this.#pieces[index] ?? '';
  }

  /** A new epoch may use the same numbers again. */
  clear(): void {
    this.#versions.length = 0;
    this.#pieces.length = 0;
  }
}

/**
 * Sends what changed for one client since its last flush: at most one row per symbol, the newest. A client that has too
 * much unsent is passed over, and loses nothing by it, since the next flush holds the newest again.
 */
export function flush(edge: EdgeState, pieces: RowPieces, connection: Connection, now_ms: number): void {
  const { limits, source, metrics } = edge.ports;
  const buffered = connection.sink.buffered();
  if (buffered > limits.skip_bytes) {
    metrics.skipped.inc();
    return passOver(edge, connection, buffered, now_ms);
  }
  connection.slow_since_ms = 0;
  if (connection.epoch !== source.epoch()) startEpoch(edge, connection);
  if (connection.phase !== 'live') return;
  const { indexes, sent } = connection;
  let quotes = '';
  let snapshot = '';
  let rows = 0;
  let conflated = 0;
  let last = -1;
  for (let at = 0; at < indexes.length; at++) {
    const index = indexes[at] ?? -1;
    const version = source.version(index);
    const before = sent[at] ?? SNAPSHOT_DUE;
    if (version === before || version === 0) continue;
    sent[at] = version;
    rows += 1;
    last = index;
    if (before === SNAPSHOT_DUE) snapshot += snapshot === '' ? source.row(index) : pieces.at(index, version);
    else {
      quotes += quotes === '' ? source.row(index) : pieces.at(index, version);
      conflated += version - before - 1;
    }
  }
  if (snapshot !== '' || connection.full_due) {
    write(
      edge,
      connection,
      `{"type":"snapshot","frame":${++connection.frame}${connection.full_due ? ',"full":true' : ''}`,
      snapshot,
    );
    connection.full_due = false;
  }
  if (quotes !== '') write(edge, connection, `{"type":"quotes","frame":${++connection.frame}`, quotes);
  if (rows === 0) return;
  edge.counted.rows += rows;
  edge.counted.conflated += Math.max(0, conflated);
  if (++edge.flushes % metrics.sample === 0) metrics.delivery.observe(edge.sinceChange_ms(last, now_ms) / 1000);
}

function write(edge: EdgeState, connection: Connection, head: string, rows: string): void {
  const text = `${head},"rows":[${rows}]}`;
  edge.counted.frames_out += 1;
  edge.counted.bytes_out += text.length;
  connection.sink.writeAscii(text);
}

/** A client that reads too slowly: patience first, then the end. @returns whether it was closed. */
export function passOver(edge: EdgeState, connection: Connection, buffered: number, now_ms: number): void {
  if (connection.slow_since_ms === 0) connection.slow_since_ms = now_ms;
  const tooLong = now_ms - connection.slow_since_ms >= edge.ports.limits.slow_ms;
  if (tooLong || buffered > edge.ports.limits.close_bytes) edge.closeSlow(connection);
}

/** All that is followed is due again, in one full snapshot. */
export function snapshotDue(connection: Connection): void {
  connection.sent.fill(SNAPSHOT_DUE);
  connection.full_due = true;
}

function startEpoch(edge: EdgeState, connection: Connection): void {
  connection.epoch = edge.ports.source.epoch();
  snapshotDue(connection);
  edge.send(connection, { type: 'epoch', epoch: connection.epoch });
}

/** CRC-32 over `symbol:version;` of every row sent, sorted by symbol: what a client must arrive at by itself. */
export function digestOfSent({ indexes, sent }: Connection, source: LiveSource): string {
  let text = '';
  for (let at = 0; at < indexes.length; at++) {
    const version = sent[at] ?? SNAPSHOT_DUE;
    if (version > 0) text += `${source.symbol(indexes[at] ?? -1)}:${version};`;
  }
  return hexDigest(crc32(text));
}
