import type { RawBuilder } from 'kysely';

/** Something that is true of all rows, whenever everything has come to its end. */
export interface Invariant {
  /** As `docs/proof.md` names it. */
  readonly id: string;
  readonly promise: string;
  /** Its rows are what is broken: there must be none. */
  readonly broken: RawBuilder<object>;
}
