import type { RejectReason } from '../../../contract/live/protocol.ts';
import type { Connection } from './connection.ts';
import type { EdgeState } from './edge-state.ts';
import { SNAPSHOT_DUE } from './flush.ts';
import type { LiveSource } from './source.ts';

/** Symbols sorted into those taken, as indexes, and those refused. */
export interface Sorted {
  readonly taken: readonly number[];
  readonly rejected: ReadonlyMap<string, RejectReason>;
}

/** Takes symbols as long as there is room beside what `besides` holds. */
export function sortSymbols(
  edge: EdgeState,
  connection: Connection,
  symbols: Iterable<string>,
  besides: ReadonlySet<number>,
): Sorted {
  const { source, limits } = edge.ports;
  const symbols_max = limits.symbols_max(connection.actor.tier);
  const all = new Set(besides);
  const taken = new Set<number>();
  const rejected = new Map<string, RejectReason>();
  for (const symbol of symbols) {
    const index = source.find(symbol);
    if (index < 0 || source.symbol(index) !== symbol) rejected.set(symbol, 'unknown_symbol');
    else if (all.has(index) || all.size < symbols_max) {
      all.add(index);
      taken.add(index);
    } else rejected.set(symbol, 'symbol_limit');
  }
  return { taken: [...taken], rejected };
}

/** Follows symbols one by one; a symbol that is followed already gets its snapshot again. */
export function subscribe(edge: EdgeState, connection: Connection, symbols: readonly string[]): Sorted['rejected'] {
  const { taken, rejected } = sortSymbols(edge, connection, symbols, new Set(connection.indexes));
  connection.explicit = [...new Set([...connection.explicit, ...taken])];
  recompute(edge.ports.source, connection, taken);
  return rejected;
}

export function unsubscribe(edge: EdgeState, connection: Connection, symbols: readonly string[]): void {
  const gone = new Set(symbols.map((symbol) => edge.ports.source.find(symbol)));
  connection.explicit = connection.explicit.filter((index) => !gone.has(index));
  recompute(edge.ports.source, connection, []);
}

/**
 * Puts together what a connection follows, from its symbols and its lists, sorted by symbol as the digest needs it.
 * What was followed before keeps the version it was sent; what is new, and what is in `again`, is due as a snapshot.
 */
export function recompute(source: LiveSource, connection: Connection, again: readonly number[]): void {
  const before = new Map<number, number>();
  for (const [at, index] of connection.indexes.entries()) before.set(index, connection.sent[at] ?? SNAPSHOT_DUE);
  for (const index of again) before.delete(index);
  const all = new Set(connection.explicit);
  for (const list of connection.lists ?? []) for (const index of list.members) all.add(index);
  connection.indexes = [...all].sort((a, b) => (source.symbol(a) < source.symbol(b) ? -1 : 1));
  // One array instead of two for the many that follow no list.
  if (connection.lists === null) connection.explicit = connection.indexes;
  connection.sent = connection.indexes.map((index) => before.get(index) ?? SNAPSHOT_DUE);
}
