/** What is measured: the edge, and beside it the least and the usual that a server can do. */
export const kinds = ['bare', 'edge', 'ws'] as const;
export type Kind = (typeof kinds)[number];

/** Symbols a client follows. */
export const SYMBOLS_PER_CLIENT = 20;
/** The resolution of flushes in every server. */
export const SLOT_MS = 50;

/** What the parent asks of a server process. */
export type ToServer = { readonly ask: 'begin' } | { readonly ask: 'end' } | { readonly ask: 'memory' };
/** What a server process answers. */
export type FromServer =
  | { readonly tell: 'listening'; readonly port: number }
  | {
      readonly tell: 'window';
      readonly cpu_us: number;
      readonly frames: number;
      readonly rows: number;
      readonly bytes: number;
    }
  | { readonly tell: 'memory'; readonly rss: number; readonly clients: number };
/** What a load process answers. */
export type FromLoad = { readonly tell: 'connected'; readonly clients: number };
