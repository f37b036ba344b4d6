import { hash } from 'node:crypto';
import { AwsClient } from 'aws4fetch';
import type { S3Config } from '../../../../config-photos.ts';
import { photoFile, type PhotoKind, photoOfFile } from '../photo-kind.ts';
import type { PhotoStore, StoredFile } from './photo-store.ts';

const TIMEOUT_MS = 10_000;
const TRIES_MORE = 2;
const LIST_MAX = 1_000;

/** Any service that speaks S3. The address names the bucket, as its host or as its path. */
export function s3Store({ url, region, access_key, secret_key }: S3Config): PhotoStore {
  const client = new AwsClient({
    accessKeyId: access_key,
    secretAccessKey: secret_key,
    region,
    service: 's3',
    retries: TRIES_MORE,
  });

  /** @throws Error for every status that is not among `expected`; the answer may hold keys and is not told. */
  async function call(method: string, at: string, expected: readonly number[], body?: Buffer): Promise<Response> {
    const answer = await client.fetch(at, {
      method,
      signal: AbortSignal.timeout(TIMEOUT_MS),
      redirect: 'error',
      headers: {
        'x-amz-content-sha256': hash('sha256', body ?? ''),
        ...(body && { 'content-type': 'image/webp' }),
      },
      ...(body && { body: new Uint8Array(body) }),
    });
    if (expected.includes(answer.status)) return answer;
    await answer.body?.cancel();
    throw new Error(`the store of photos answered ${method} with status ${answer.status}`);
  }

  const addressOf = (name: string, kind: PhotoKind): string => `${url}/${photoFile(name, kind)}`;
  return {
    async put(name, kind, bytes) {
      await (await call('PUT', addressOf(name, kind), [200], bytes)).body?.cancel();
    },
    async get(name, kind) {
      const answer = await call('GET', addressOf(name, kind), [200, 404]);
      if (answer.status === 200) return Buffer.from(await answer.arrayBuffer());
      await answer.body?.cancel();
      return null;
    },
    async remove(name, kind) {
      await (await call('DELETE', addressOf(name, kind), [200, 204, 404])).body?.cancel();
    },
    async *list() {
      let after: string | null = null;
      do {
        const query = new URLSearchParams({ 'list-type': '2', 'max-keys': String(LIST_MAX) });
        if (after !== null) query.set('continuation-token', after);
        const page = readPage(await (await call('GET', `${url}?${query.toString()}`, [200])).text());
        yield page.files;
        after = page.next;
      } while (after !== null);
    },
  };
}

/** Keys are ours, of letters that XML does not spell otherwise; of the rest only the token is needed. */
function readPage(xml: string): { readonly files: StoredFile[]; readonly next: string | null } {
  const files = [...xml.matchAll(/<Contents>([\s\S]*?)<\/Contents>/g)].flatMap(([, one = '']) => {
    const photo = photoOfFile(member(one, 'Key') ?? '');
    return photo === null ? [] : [{ ...photo, written_at: new Date(member(one, 'LastModified') ?? 0) }];
  });
  return { files, next: member(xml, 'NextContinuationToken') };
}

function member(xml: string, name: string): string | null {
  const [, text] = new RegExp(`<${name}>([^<]*)</${name}>`).exec(xml) ?? [];
  return text?.replace(/&(lt|gt|quot|apos|amp);/g, (_, entity: string) => entities[entity] ?? '') ?? null;
}

const entities: Readonly<Record<string, string>> = { lt: '<', gt: '>', quot: '"', apos: "'", amp: '&' };
