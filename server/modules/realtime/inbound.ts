import { type ClientFrame, type HelloFrame, INBOUND_FRAME_BYTES_MAX } from '../../../contract/live/protocol.ts';

/** What a text frame of a client turns out to be: a frame, something newer to ignore, or nothing of ours. */
export type Inbound = ClientFrame | 'unknown' | 'malformed';

type Fields = Readonly<Record<string, unknown>>;

/** Longest name of a session, ticket, watchlist or program that is looked at. */
const TEXT_MAX = 200;

/** Reads one text frame. Fields that are not known are ignored; known ones must have their type. */
export function readInbound(text: string): Inbound {
  if (text.length > INBOUND_FRAME_BYTES_MAX) return 'malformed';
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return 'malformed';
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return 'malformed';
  const fields = value as Fields;
  if (typeof fields['type'] !== 'string') return 'malformed';
  switch (fields['type']) {
    case 'hello':
      return readHello(fields);
    case 'subscribe':
    case 'unsubscribe':
      return readFollow(fields['type'], fields);
    case 'ack':
      return isCount(fields['n']) ? { type: 'ack', n: fields['n'] } : 'malformed';
    case 'auth':
      return isText(fields['ticket']) ? { type: 'auth', ticket: fields['ticket'] } : 'malformed';
    case 'pong':
      return { type: 'pong' };
    case 'resync':
      return { type: 'resync' };
    default:
      return 'unknown';
  }
}

function readHello(fields: Fields): HelloFrame | 'malformed' {
  const { ticket, client, resume } = fields as { ticket?: unknown; client?: unknown; resume?: unknown };
  if (ticket !== undefined && !isText(ticket)) return 'malformed';
  if (client !== undefined && !isText(client)) return 'malformed';
  const position = resume === undefined ? undefined : readResume(resume);
  if (position === 'malformed') return 'malformed';
  return {
    type: 'hello',
    ...(ticket === undefined ? {} : { ticket }),
    ...(client === undefined ? {} : { client }),
    ...(position === undefined ? {} : { resume: position }),
  };
}

function readResume(value: unknown): NonNullable<HelloFrame['resume']> | 'malformed' {
  if (typeof value !== 'object' || value === null) return 'malformed';
  const { session, epoch, event } = value as { session?: unknown; epoch?: unknown; event?: unknown };
  if (!isText(session) || (epoch !== undefined && !isText(epoch)) || (event !== undefined && !isCount(event)))
    return 'malformed';
  return { session, ...(epoch === undefined ? {} : { epoch }), ...(event === undefined ? {} : { event }) };
}

function readFollow(type: 'subscribe' | 'unsubscribe', fields: Fields): Inbound {
  const { id, symbols, watchlist, vendor } = fields;
  if (!isCount(id) || [symbols, watchlist, vendor].filter((one) => one !== undefined).length !== 1) return 'malformed';
  if (watchlist !== undefined) {
    if (!isText(watchlist)) return 'malformed';
    return type === 'subscribe' ? { type, id, watchlist } : { type, id, watchlist };
  }
  if (vendor !== undefined) {
    if (!isText(vendor)) return 'malformed';
    return type === 'subscribe' ? { type, id, vendor } : { type, id, vendor };
  }
  if (!isTexts(symbols)) return 'malformed';
  return type === 'subscribe' ? { type, id, symbols } : { type, id, symbols };
}

function isTexts(value: unknown): value is string[] {
  return Array.isArray(value) && value.every(isText);
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value.length <= TEXT_MAX;
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}
