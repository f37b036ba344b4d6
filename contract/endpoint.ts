import type { ErrorCode } from './errors.ts';

/** Who may call: anyone, anyone who is signed in (session cookie or access JWT), or admins only. */
export type Access = 'public' | 'signed-in' | 'admin';

/**
 * One row of the route table. It names its schemas instead of importing them, so that the browser can call
 * every endpoint, fully typed, without loading zod. `schemas.ts` resolves the names.
 */
export interface Endpoint {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';
  /** Below `/api/v1`; parameters in braces, as in OpenAPI: `/watchlists/{id}`. */
  readonly path: `/${string}`;
  /** One sentence for the API page: what the caller gets. */
  readonly summary: string;
  readonly access: Access;
  /** Status of the successful answer. */
  readonly status: 200 | 201;
  readonly params?: string;
  readonly query?: string;
  readonly body?: string;
  /** Schema of `data` in the envelope; absent when `data` is null. */
  readonly reply?: string;
  /** `true`: the list answers `meta.next_cursor`, `meta.has_more` and `meta.limit`. */
  readonly paged?: true;
  /** `true`: answers carry an ETag, and `If-None-Match` answers 304. */
  readonly etag?: true;
  /** `true`: the answer carries the ETag of what was made, which a change of it asks for. */
  readonly tagged?: true;
  /** `true`: the call says in `If-Match` which version it changes, and the answer carries the new ETag. */
  readonly if_match?: true;
  /** `true`: the call names itself in `Idempotency-Key`; sent again within a day it does nothing twice and answers the same. */
  readonly idempotent?: true;
  /** `true`: a visitor may show a Guest-Token (or its cookie): what belongs to a guest is found by it. */
  readonly guest?: true;
  /** `true`: a form may be sent instead of JSON, as programs that read mail do; what it says is not read. */
  readonly form_ignored?: true;
  /** Content type where the answer is a file, not the envelope. */
  readonly file?: 'text/csv' | 'application/pdf';
  /** Content types of a body that is a file and handed on as it is; it then has no `body`. */
  readonly upload?: readonly string[];
  /** Bytes a body may have; BODY_BYTES_MAX without it. */
  readonly body_bytes_max?: number;
  /** The refusals of this endpoint; those every endpoint may give are added by `everywhere` in errors.ts. */
  readonly errors: readonly ErrorCode[];
}

export type RouteTable = Readonly<Record<string, Endpoint>>;

export const API_BASE = '/api/v1';
export const BODY_BYTES_MAX = 64 * 1024;
export const PAGE_LIMIT_DEFAULT = 50;
export const PAGE_LIMIT_MAX = 200;
