import { pathOf } from '../../contract/routes.ts';
import type { PhotoView } from '../../contract/inventory-photos.ts';
import type { Client } from './client.ts';
import { picture } from './pictures.ts';

/** What a photo route answered. */
export interface PhotoAnswer {
  readonly status: number;
  readonly code: string | null;
  readonly detail: Readonly<Record<string, unknown>>;
  readonly photos: readonly PhotoView[];
}

/** Sends a file as the web app does. */
export async function sendPhoto(
  client: Client,
  params: { readonly vendor_id: string; readonly id: string },
  file: { readonly bytes?: Buffer; readonly type?: string } = {},
): Promise<PhotoAnswer> {
  const response = await client.fetch(pathOf('addPhoto', params), {
    method: 'POST',
    body: new Uint8Array(file.bytes ?? (await picture())),
    headers: { 'content-type': file.type ?? 'image/jpeg' },
  });
  const { data, errors } = (await response.json()) as {
    data: PhotoView[] | null;
    errors: (Record<string, unknown> & { code: string })[];
  };
  return { status: response.status, code: errors[0]?.code ?? null, detail: errors[0] ?? {}, photos: data ?? [] };
}
