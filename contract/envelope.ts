import type { Problem } from './errors.ts';

/** What every JSON answer is: `data` on success, `errors` on failure, `meta` always an object. */
export interface Envelope<Data> {
  readonly data: Data;
  readonly meta: Meta;
  readonly errors: readonly Problem[];
}

export interface Meta {
  readonly request_id?: string;
  /** A sentence for a person; on every successful write. */
  readonly message?: string;
  readonly next_cursor?: string | null;
  readonly has_more?: boolean;
  readonly limit?: number;
  readonly [extra: string]: unknown;
}
