import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { PHOTO_BYTES_MAX } from '../../../../../../contract/inventory-terms.ts';
import { call } from '../../../../lib/api.ts';
import { messageOf } from '../../../../lib/problems.ts';
import { type Listing, type Photo, listingQuery } from '../../../../lib/queries/inventory-listing.ts';
import { stockKey } from '../../../../lib/queries/stock.ts';

const TYPES = ['image/jpeg', 'image/png', 'image/webp', 'image/avif'];
export const PHOTO_ACCEPT = TYPES.join(',');
const MEGABYTE = 1024 * 1024;

/** Adding, ordering and removing the photos of a listing, one call after another. */
export function usePhotos(listing: Pick<Listing, 'id' | 'vendor_id'>) {
  const client = useQueryClient();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const params = { vendor_id: listing.vendor_id, id: listing.id };

  const attempt = async (work: () => Promise<readonly Photo[]>): Promise<boolean> => {
    setBusy(true);
    setProblem(null);
    try {
      const photos = await work();
      client.setQueryData(listingQuery(params.vendor_id, params.id).queryKey, (held) =>
        held ? { ...held, listing: { ...held.listing, photos: [...photos] } } : held,
      );
      void client.invalidateQueries({ queryKey: stockKey(params.vendor_id) });
      return true;
    } catch (error) {
      setProblem(messageOf(error));
      return false;
    } finally {
      setBusy(false);
    }
  };
  return {
    busy,
    problem,
    add: async (files: readonly File[]) => {
      for (const file of files) {
        const wrong = refusal(file);
        if (wrong !== null) return setProblem(wrong);
        if (!(await attempt(async () => (await call('addPhoto', { params, file })).data))) return;
      }
    },
    fetch: (url: string) => attempt(async () => (await call('fetchPhoto', { params, body: { url } })).data),
    order: (photo_ids: readonly string[]) =>
      attempt(async () => (await call('orderPhotos', { params, body: { photo_ids: [...photo_ids] } })).data),
    remove: (photo_id: string) =>
      attempt(async () => (await call('removePhoto', { params: { ...params, photo_id } })).data),
  };
}

/** What the server would refuse, said before it is sent. */
function refusal(file: File): string | null {
  if (!TYPES.includes(file.type)) return `${file.name || 'This file'} is no JPEG, PNG, WebP or AVIF picture.`;
  if (file.size > PHOTO_BYTES_MAX) return `${file.name} is larger than ${PHOTO_BYTES_MAX / MEGABYTE} MB.`;
  return null;
}
