import type { Actor } from '../../platform/actor.ts';

/**
 * Where prices come from, as far as the edge is concerned: numbered things with a symbol, a version and an encoded row.
 * An index, once given, means the same symbol for as long as the source lives.
 */
export interface LiveSource {
  /** Changes when versions may have started anew. */
  epoch(): string;
  /** Index of a symbol, or -1. */
  find(symbol: string): number;
  symbol(index: number): string;
  /** Counts the changes of this symbol in this epoch; 0 while it has no price. */
  version(index: number): number;
  /** The row as JSON in ASCII, `["AAPL",9001,"187.2300","0.41",1789999099870]`; encoded once per version. */
  row(index: number): string;
  /** Told after each batch of changes. @returns a function that ends it. */
  onChange(handler: (indexes: readonly number[]) => void): () => void;
  /** Told when the epoch has changed. */
  onEpoch(handler: () => void): () => void;
  status(): SourceStatus;
}

export interface SourceStatus {
  readonly status: 'live' | 'delayed' | 'stale' | 'closed';
  /** Complete up to here, epoch milliseconds. */
  readonly watermark: number;
  /** Name of the provider. */
  readonly source: string;
}

/** A change in what a vendor keeps, or has sold. */
export interface VendorChange {
  readonly vendor_id: string;
  /** Null: many, or nobody knows which. */
  readonly listings: readonly string[] | null;
  /** Ids of orders that it sold; null: many. */
  readonly orders: readonly string[] | null;
  readonly by: string | null;
}

/** Vendors, of whose stock the edge knows only that it changed, and who may hear of it. */
export interface Vendors {
  /**
   * Until when this actor may follow it, epoch milliseconds: infinite as long as no change of its staff is told; null
   * when it is unknown or not theirs to see.
   */
  mayFollow(actor: Actor, id: string): Promise<number | null>;
  onChange(handler: (change: VendorChange) => void): () => void;
  /** Told when someone may follow no longer. */
  onStaff(handler: (vendor_id: string) => void): () => void;
}
export const noVendors: Vendors = {
  mayFollow: () => Promise.resolve(null),
  onChange: () => () => {},
  onStaff: () => () => {},
};

/** Named sets of symbols that change over time: watchlists. */
export interface Collections {
  /** Symbols of the set as this actor may see it now; null when it is unknown or not theirs. */
  members(actor: Actor, id: string): Promise<readonly string[] | null>;
  /** Told when members changed, or the set is gone. @returns a function that ends it. */
  onChange(handler: (id: string) => void): () => void;
}
