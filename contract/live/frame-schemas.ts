import { closeCodes } from './protocol.ts';

/** A JSON Schema (draft 7), as far as frames need it. */
export interface JsonSchema {
  readonly [keyword: string]: unknown;
}

const text = { type: 'string' } as const;
const count = { type: 'integer', minimum: 0 } as const;
const moment = { type: 'integer', minimum: 0, description: 'Epoch milliseconds.' } as const;
const symbols = { type: 'array', items: { type: 'string', minLength: 1, maxLength: 24 } } as const;
const decimal = { type: 'string', pattern: '^-?(?:0|[1-9]\\d*)(?:\\.\\d+)?$' } as const;

const feed = object({
  status: { enum: ['live', 'delayed', 'stale', 'closed'] },
  watermark: moment,
  source: text,
});
const limits = object({ symbols: count, commands_per_min: count, frame_bytes: count });
const authExpiresAt = { type: ['integer', 'null'], description: 'Epoch seconds; null for visitors.' } as const;
const rows = {
  type: 'array',
  items: {
    type: 'array',
    description:
      'Symbol, version, price, change since the previous close (null where unknown), time of the print in epoch milliseconds, the session when it is not "regular", and the source this price came from where the feed is not named after it, as where several are combined.',
    items: [
      text,
      { type: 'integer', minimum: 1 },
      decimal,
      { oneOf: [decimal, { type: 'null' }] },
      moment,
      { enum: ['pre', 'regular', 'post', 'closed', 'halted'] },
      text,
    ],
    minItems: 5,
    additionalItems: false,
  },
} as const;
const rejected = {
  type: 'object',
  additionalProperties: { enum: ['unknown_symbol', 'symbol_limit'] },
} as const;

/** What a client may send, by name. */
export const clientFrameSchemas = {
  hello: frame(
    'hello',
    'The first frame, within 5 seconds.',
    {},
    {
      ticket: { ...text, description: 'From POST /api/v1/realtime/tickets; without one you are a visitor.' },
      client: { ...text, description: 'Name and version of your program.' },
      resume: object({ session: text }, { epoch: text, event: count }),
    },
  ),
  subscribe: either(
    frame('subscribe', 'Follow symbols, in capitals.', { id: count, symbols }),
    frame('subscribe', 'Follow a watchlist, whatever it holds from now on.', { id: count, watchlist: text }),
    frame('subscribe', 'Hear of changes in the stock of a vendor you serve.', { id: count, vendor: text }),
  ),
  unsubscribe: either(
    frame('unsubscribe', 'Follow these symbols no more.', { id: count, symbols }),
    frame('unsubscribe', 'Follow this watchlist no more.', { id: count, watchlist: text }),
    frame('unsubscribe', 'Follow this vendor no more.', { id: count, vendor: text }),
  ),
  ack: frame('ack', 'Events up to this number have arrived; 500 at most are under way.', { n: count }),
  auth: frame('auth', 'A new ticket of the same user, after auth_soon.', { ticket: text }),
  pong: frame('pong', 'Answer to a heartbeat.', {}),
  resync: frame('resync', 'Send everything again: a frame is missing, or the digest is wrong.', {}),
} as const satisfies Record<string, JsonSchema>;

/** What the server may send, by name. */
export const serverFrameSchemas = {
  welcome: frame('welcome', 'Answer to hello.', {
    session: { ...text, description: 'To resume with; keep it secret.' },
    epoch: text,
    resumed: { type: 'boolean', description: 'True: your subscriptions stand, a full snapshot follows.' },
    event: { ...count, description: 'Events after this number follow.' },
    heartbeat_ms: count,
    interval_ms: count,
    auth_expires_at: authExpiresAt,
    now: moment,
    limits,
    feed,
  }),
  subscribed: frame(
    'subscribed',
    'Answer to subscribe; a snapshot row of each symbol taken follows as soon as it has a price.',
    { id: count, rejected },
    { watchlist: text, symbols, vendor: text },
  ),
  unsubscribed: frame('unsubscribed', 'Answer to unsubscribe; no row of these symbols follows.', { id: count }),
  watchlist: frame('watchlist', 'A followed watchlist changed; null: it is gone.', {
    watchlist: text,
    symbols: { oneOf: [symbols, { type: 'null' }] },
  }),
  vendor_changed: frame(
    'vendor_changed',
    'Listings of a followed vendor, their stock, or its orders changed. With null, read the list again: many changed, or you may have missed some.',
    {
      vendor: text,
      listings: { oneOf: [{ type: 'array', items: text, maxItems: 100 }, { type: 'null' }] },
      by: { type: ['string', 'null'], description: 'Who did it; null for several, or none.' },
      at: moment,
    },
    { orders: { oneOf: [{ type: 'array', items: text, maxItems: 100 }, { type: 'null' }] } },
  ),
  vendor_gone: frame('vendor_gone', 'You may not follow this vendor any more.', { vendor: text }),
  snapshot: frame(
    'snapshot',
    'First rows of symbols; with `full`, of all that is followed: forget what you hold besides.',
    { frame: { type: 'integer', minimum: 1 }, rows },
    { full: { const: true } },
  ),
  quotes: frame('quotes', 'Rows of symbols that changed: the newest of each.', {
    frame: { type: 'integer', minimum: 1 },
    rows: { ...rows, minItems: 1 },
  }),
  epoch: frame('epoch', 'Versions start anew: forget them; a full snapshot follows.', { epoch: text }),
  feed: frame('feed', 'The state of the feed changed.', { feed }),
  heartbeat: frame('heartbeat', 'Every 15 seconds, more or less; answer with pong.', {
    frame: count,
    digest: {
      type: 'string',
      pattern: '^[0-9a-f]{8}$',
      description: 'CRC-32 over `symbol:version;` of all that is followed and had a row, sorted by symbol.',
    },
    feed,
    now: moment,
  }),
  event: frame('event', 'Something happened to you. Numbers count 1, 2, 3 …; drop repeats, answer with ack.', {
    n: { type: 'integer', minimum: 1 },
    topic: text,
    data: {},
  }),
  auth_soon: frame('auth_soon', 'Send a new ticket with auth before this time.', {
    auth_expires_at: { type: 'integer', description: 'Epoch seconds.' },
  }),
  limits: frame('limits', 'Answer to auth.', { limits, interval_ms: count, auth_expires_at: authExpiresAt }),
  error: frame('error', 'The command of this id was not done.', {
    id: { type: ['integer', 'null'] },
    code: {
      enum: [
        'sign_in_required',
        'watchlist_unknown',
        'watchlist_limit',
        'vendor_unknown',
        'vendor_limit',
        'unavailable',
      ],
    },
    detail: text,
  }),
  bye: frame('bye', 'The server closes next with this code; come back after retry_ms.', {
    code: { enum: Object.keys(closeCodes).map(Number) },
    retry_ms: count,
  }),
} as const satisfies Record<string, JsonSchema>;

/** Fields that are not listed may come with later versions, so no schema forbids them. */
function object(required: Record<string, JsonSchema>, optional: Record<string, JsonSchema> = {}): JsonSchema {
  return { type: 'object', required: Object.keys(required), properties: { ...required, ...optional } };
}

function frame(
  type: string,
  description: string,
  required: Record<string, JsonSchema>,
  optional: Record<string, JsonSchema> = {},
): JsonSchema {
  return { description, ...object({ type: { const: type }, ...required }, optional) };
}

function either(...schemas: readonly JsonSchema[]): JsonSchema {
  return { oneOf: schemas };
}
