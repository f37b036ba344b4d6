import { alertErrors } from './alerts.errors.ts';
import { factErrors } from './facts.errors.ts';
import { inventoryErrors } from './inventory.errors.ts';
import { marketErrors } from './market.errors.ts';
import { notificationErrors } from './notifications.errors.ts';
import { orderErrors } from './orders.errors.ts';

/**
 * Every refusal a caller can meet, once: its status, its title, and what to do next. The code is the stable part;
 * programs match on it and never on text. `docs/errors.md` is held equal to this table by a test.
 */
export const errorTable = {
  // The request itself
  malformed_json: {
    status: 400,
    title: 'The body is not valid JSON',
    next: 'Send one JSON object with Content-Type: application/json.',
  },
  malformed_request: {
    status: 400,
    title: 'The request could not be read',
    next: 'Check the address, the headers and the length of the body.',
  },
  cursor_invalid: {
    status: 400,
    title: 'The cursor is not one of ours',
    next: 'Use meta.next_cursor of the last page as it was sent, or start again without a cursor.',
  },
  route_unknown: { status: 404, title: 'No such address', next: 'GET /api lists the addresses; /docs describes them.' },
  method_not_allowed: {
    status: 405,
    title: 'This address does not take that method',
    next: 'Use a method named in the Allow header.',
  },
  request_timeout: {
    status: 408,
    title: 'The request did not arrive in time',
    next: 'Send it again, without pauses.',
  },
  body_too_large: {
    status: 413,
    title: 'The body is too large',
    next: 'Send at most the number of bytes named in the answer.',
  },
  media_type_unsupported: {
    status: 415,
    title: 'This content type is not accepted',
    next: 'Send the body uncompressed, as one of the types in "accepted".',
  },
  input_invalid: {
    status: 422,
    title: 'Some of the input is not acceptable',
    next: 'Correct the fields that the pointers name.',
  },
  rate_limited: { status: 429, title: 'Too many requests', next: 'Wait for the seconds named in Retry-After.' },
  internal: {
    status: 500,
    title: 'Something went wrong on our side',
    next: 'Try again; if it stays, report the request id.',
  },
  unavailable: {
    status: 503,
    title: 'The service cannot answer right now',
    next: 'Try again after the seconds named in Retry-After.',
  },
  origin_refused: {
    status: 403,
    title: 'This page may not call with your cookie',
    next: 'Call from the same origin, or use a bearer token.',
  },
  // Identity
  sign_in_required: {
    status: 401,
    title: 'Sign in first',
    next: 'Sign in, or send Authorization: Bearer with an access token.',
  },
  token_invalid: {
    status: 401,
    title: 'The token is not valid',
    next: 'Ask for a new one with POST /api/v1/auth/token.',
  },
  token_expired: {
    status: 401,
    title: 'The token has expired',
    next: 'Exchange the refresh token with POST /api/v1/auth/token/refresh; 30 days after sign-in, sign in again.',
  },
  refresh_reused: {
    status: 401,
    title: 'This refresh token was used before',
    next: 'Every token of this sign-in has been revoked for safety: sign in again.',
  },
  credentials_wrong: { status: 401, title: 'E-mail or password is wrong', next: 'Check both and try again.' },
  email_taken: { status: 409, title: 'This e-mail already has an account', next: 'Sign in instead.' },
  forbidden: { status: 403, title: 'You may not do this', next: 'Ask an administrator for the right.' },
  password_weak: {
    status: 422,
    title: 'This password is too easy to guess',
    next: 'Use at least 8 characters that are not a common password.',
  },
  password_wrong: { status: 422, title: 'The current password is wrong', next: 'Type the password you sign in with.' },
  demo_disabled: {
    status: 404,
    title: 'There is no demo account here',
    next: 'Create an account with POST /api/v1/auth/register.',
  },
  demo_protected: {
    status: 403,
    title: 'The demo account is shared, so this cannot be changed',
    next: 'Create an account of your own.',
  },
  session_unknown: { status: 404, title: 'No such session', next: 'GET /api/v1/me/sessions lists yours.' },
  setup_link_invalid: {
    status: 404,
    title: 'This set-up link is not valid any more',
    next: 'Start the server again to print a new one, or set ADMIN_EMAIL and ADMIN_PASSWORD.',
  },
  user_unknown: { status: 404, title: 'No such account', next: 'GET /api/v1/admin/users lists the accounts.' },
  last_admin: {
    status: 409,
    title: 'This is the last administrator',
    next: 'Make another account an administrator first.',
  },
  ...marketErrors,
  // Watchlists
  watchlist_unknown: { status: 404, title: 'No such watchlist', next: 'GET /api/v1/watchlists lists yours.' },
  watchlist_name_taken: {
    status: 409,
    title: 'You already have a watchlist of that name',
    next: 'Choose another name.',
  },
  watchlist_limit: {
    status: 403,
    title: 'Your plan has no room for another watchlist',
    next: 'Delete a list, or move to a larger plan: GET /api/v1/tiers.',
  },
  watchlist_items_limit: {
    status: 403,
    title: 'Your plan has no room for more symbols in this list',
    next: 'Remove symbols, or move to a larger plan: GET /api/v1/tiers.',
  },
  watchlist_item_unknown: {
    status: 404,
    title: 'This symbol is not in the list',
    next: 'GET /api/v1/watchlists/{id} lists its items.',
  },
  watchlist_item_exists: {
    status: 409,
    title: 'This symbol is already in the list',
    next: 'Change it with PATCH instead.',
  },
  watchlist_items_exist: {
    status: 409,
    title: 'Some symbols are already in the list',
    next: 'Leave out the symbols named in the answer.',
  },
  watchlist_marks_crossed: {
    status: 422,
    title: 'price_above must be greater than price_below',
    next: 'Change one of the two marks, or send null to clear it.',
  },
  share_unknown: {
    status: 404,
    title: 'This link shows nothing any more',
    next: 'Ask whoever sent it for a new one: links can be revoked.',
  },
  csv_invalid: {
    status: 422,
    title: 'Some rows of the file cannot be imported; nothing was changed',
    next: 'Correct the rows named in the answer and send the file again.',
  },
  ...alertErrors,
  ...notificationErrors,
  ...inventoryErrors,
  ...factErrors,
  ...orderErrors,
} as const satisfies Record<string, { status: number; title: string; next: string }>;

export type ErrorCode = keyof typeof errorTable;

/** The refusals that any endpoint may give, so that no route has to name them. */
export const everywhere = [
  'malformed_request',
  'request_timeout',
  'input_invalid',
  'rate_limited',
  'internal',
  'unavailable',
] as const satisfies readonly ErrorCode[];

/** One member of `errors` in the envelope, after RFC 9457 (problem details). */
export interface Problem {
  /** Address of the description: `/docs/errors#<code>`. */
  readonly type: string;
  readonly code: ErrorCode;
  readonly title: string;
  readonly status: number;
  /** What happened, and what to do next, in a sentence or two. */
  readonly detail: string;
  /** JSON Pointer (RFC 6901) into the body, or `?name` for a query parameter, `{name}` for a path parameter. */
  readonly pointer?: string;
  /** Facts of this refusal, such as `limit` or `symbols`. */
  readonly [extra: string]: unknown;
}

export type ErrorDetail = Readonly<
  Record<string, string | number | boolean | null | readonly string[] | readonly object[]>
>;

/** A refusal the caller can understand and act on. A broken invariant is an `assert`, never this. */
export class AppError extends Error {
  override readonly name = 'AppError';
  readonly code: ErrorCode;
  readonly detail: ErrorDetail;
  /** @param detail facts that go beside the problem's own members; `detail` overrides its sentence, `pointer` names the field. */
  constructor(code: ErrorCode, detail: ErrorDetail = {}) {
    super(errorTable[code].title);
    this.code = code;
    this.detail = detail;
  }
}
