import { createHmac, hash, timingSafeEqual } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Keys of the only account. */
export const S3_KEYS = { access: 'AKIATEST', secret: 'a secret key/with+signs', region: 'eu-test-1' } as const;

/** A bucket on a free port of this machine that checks signatures as S3 does (AWS Signature Version 4). */
export interface S3Server extends AsyncDisposable {
  readonly url: string;
  readonly objects: Map<string, { bytes: Buffer; written_at: Date }>;
  /** Requests refused for their signature. */
  refused(): number;
}

const BUCKET = '/photos';
/** Small, so that a listing has several pages. */
const PAGE = 3;

export async function startS3(): Promise<S3Server> {
  const objects: S3Server['objects'] = new Map();
  let refused = 0;
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const body = Buffer.concat(parts);
      if (!isSigned(request, body)) {
        refused += 1;
        response.writeHead(403).end('<Error><Code>SignatureDoesNotMatch</Code></Error>');
      } else answer(objects, { request, response, body });
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}${BUCKET}`,
    objects,
    refused: () => refused,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

function answer(
  objects: S3Server['objects'],
  { request, response, body }: { request: IncomingMessage; response: ServerResponse; body: Buffer },
): void {
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://s3');
  const key = pathname.slice(BUCKET.length + 1);
  if (key === '') return list(objects, searchParams, response);
  const object = objects.get(key);
  if (request.method === 'PUT') {
    objects.set(key, { bytes: body, written_at: new Date() });
    response.end();
  } else if (request.method === 'DELETE') {
    objects.delete(key);
    response.writeHead(204).end();
  } else if (object === undefined) response.writeHead(404).end('<Error><Code>NoSuchKey</Code></Error>');
  else response.end(object.bytes);
}

function list(objects: S3Server['objects'], query: URLSearchParams, response: ServerResponse): void {
  const after = query.get('continuation-token')?.replace(/^<&>/, '') ?? '';
  const keys = [...objects.keys()].toSorted().filter((key) => key > after);
  const shown = keys.slice(0, PAGE);
  const contents = shown.map(
    (key) =>
      `<Contents><Key>${key}</Key><LastModified>${objects.get(key)?.written_at.toISOString()}</LastModified></Contents>`,
  );
  const next = keys.length > PAGE ? `<NextContinuationToken>&lt;&amp;&gt;${shown.at(-1)}</NextContinuationToken>` : '';
  response.end(`<?xml version="1.0"?><ListBucketResult>${contents.join('')}${next}</ListBucketResult>`);
}

/** Reckons the signature anew from what came, as the documentation of S3 says it. */
function isSigned(request: IncomingMessage, body: Buffer): boolean {
  const { authorization = '', 'x-amz-date': date = '', 'x-amz-content-sha256': content } = request.headers;
  const [, key, day, region, names = '', signature = ''] =
    /^AWS4-HMAC-SHA256 Credential=([^/]+)\/(\d{8})\/([^/]+)\/s3\/aws4_request, SignedHeaders=([^,]+), Signature=([0-9a-f]{64})$/.exec(
      authorization,
    ) ?? [];
  if (key !== S3_KEYS.access || region !== S3_KEYS.region || content !== hash('sha256', body)) return false;
  const signed = names.split(';');
  if (!['host', 'x-amz-content-sha256', 'x-amz-date'].every((name) => signed.includes(name))) return false;
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://s3');
  const query = [...searchParams]
    .map(([name, value]) => `${spelled(name)}=${spelled(value)}`)
    .toSorted()
    .join('&');
  const headers = signed.map((name) => `${name}:${String(request.headers[name]).trim()}\n`).join('');
  const canonical = [request.method, pathname, query, headers, names, content].join('\n');
  const toSign = ['AWS4-HMAC-SHA256', date, `${day}/${region}/s3/aws4_request`, hash('sha256', canonical)].join('\n');
  const keyOf = [day ?? '', region, 's3', 'aws4_request'].reduce<Buffer | string>(
    (from, part) => createHmac('sha256', from).update(part).digest(),
    `AWS4${S3_KEYS.secret}`,
  );
  const expected = createHmac('sha256', keyOf).update(toSign).digest();
  return timingSafeEqual(expected, Buffer.from(signature, 'hex'));
}

function spelled(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
