import { FOLLOWED_WATCHLISTS_MAX, type LiveErrorCode } from '../../../contract/live/protocol.ts';
import type { Connection, FollowedList } from './connection.ts';
import { addTo, type EdgeState, removeFrom } from './edge-state.ts';
import { recompute, type Sorted, sortSymbols } from './following.ts';

/** Follows a watchlist from now on, or refuses with a reason. */
export async function followList(edge: EdgeState, connection: Connection, id: string): Promise<Sorted | LiveErrorCode> {
  if (connection.actor.kind === 'visitor') return 'sign_in_required';
  const lists = connection.lists ?? [];
  if (lists.length >= FOLLOWED_WATCHLISTS_MAX && !lists.some((list) => list.id === id)) return 'watchlist_limit';
  // Registered before it is read, so that a change in between is not missed.
  addTo(edge.byList, id, connection);
  const symbols = await edge.ports.collections.members(connection.actor, id);
  if (symbols === null || connection.phase === 'closed') {
    dropList(edge, connection, id);
    return 'watchlist_unknown';
  }
  return setMembers(edge, connection, id, symbols, true);
}

export function dropList(edge: EdgeState, connection: Connection, id: string): void {
  removeFrom(edge.byList, id, connection);
  const rest = (connection.lists ?? []).filter((list) => list.id !== id);
  connection.lists = rest.length === 0 ? null : rest;
  recompute(edge.ports.source, connection, []);
}

/** @param again members that are followed already are due as a snapshot once more. */
function setMembers(
  edge: EdgeState,
  connection: Connection,
  id: string,
  symbols: readonly string[],
  again: boolean,
): Sorted {
  const others = new Set(connection.explicit);
  for (const list of connection.lists ?? []) if (list.id !== id) for (const index of list.members) others.add(index);
  const sorted = sortSymbols(edge, connection, symbols, others);
  const known = connection.lists?.find((list) => list.id === id);
  if (known !== undefined) known.members = sorted.taken;
  else {
    const list: FollowedList = { id, members: sorted.taken };
    connection.lists = [...(connection.lists ?? []), list];
  }
  recompute(edge.ports.source, connection, again ? sorted.taken : []);
  return sorted;
}

export function symbolsOf(edge: EdgeState, indexes: readonly number[]): string[] {
  return indexes.map((index) => edge.ports.source.symbol(index)).sort();
}

/**
 * Brings a changed list to every connection that follows it. Changes that come while one is being read make it be read
 * once more, however many they are.
 */
export class ListChanges {
  readonly #edge: EdgeState;
  readonly #show: (connection: Connection) => void;
  /** Lists being read now; true when they changed again meanwhile. */
  readonly #reading = new Map<string, boolean>();

  /** @param show sends the rows that became due. */
  constructor(edge: EdgeState, show: (connection: Connection) => void) {
    this.#edge = edge;
    this.#show = show;
  }

  async changed(id: string): Promise<void> {
    if (!this.#edge.byList.has(id)) return;
    if (this.#reading.has(id)) {
      this.#reading.set(id, true);
      return;
    }
    do {
      this.#reading.set(id, false);
      for (const connection of this.#edge.byList.get(id) ?? []) await this.#refresh(connection, id);
    } while (this.#reading.get(id) === true);
    this.#reading.delete(id);
  }

  /** After changes may have been missed. */
  async allMayHaveChanged(): Promise<void> {
    for (const id of this.#edge.byList.keys()) await this.changed(id);
  }

  async #refresh(connection: Connection, id: string): Promise<void> {
    try {
      const symbols = await this.#edge.ports.collections.members(connection.actor, id);
      const list = connection.lists?.find((list) => list.id === id);
      if (connection.phase !== 'live' || list === undefined) return;
      const before = symbolsOf(this.#edge, list.members).join();
      if (symbols === null) dropList(this.#edge, connection, id);
      else setMembers(this.#edge, connection, id, symbols, false);
      const after = symbols === null ? null : symbolsOf(this.#edge, list.members);
      if (after?.join() === before) return;
      this.#edge.send(connection, { type: 'watchlist', watchlist: id, symbols: after });
      this.#show(connection);
    } catch (error) {
      this.#edge.ports.onError(error, 'reading a changed watchlist');
      // It cannot show the list as it is: the client comes back and reads it anew.
      this.#edge.close(connection, 1013);
    }
  }
}
