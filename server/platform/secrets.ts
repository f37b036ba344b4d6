/**
 * Keys derived from one master secret that every process of an installation shares. It is made at the first start and
 * kept in the database, so that cursors, sessions and tokens survive a restart and any process can check them.
 */
export interface Secrets {
  /** 32 bytes for one purpose (HKDF-SHA-256, RFC 5869): the same purpose gives the same key, and no key tells another. */
  derive(purpose: string): Buffer;
}
