import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '../../../../lib/api.ts';
import { messageOf, problemsByField } from '../../../../lib/problems.ts';
import type { Listing } from '../../../../lib/queries/inventory-listing.ts';
import { vendorKey } from '../../../../lib/queries/inventory.ts';
import { notifyError } from '../../../../ui/toast.tsx';
import { useVendor } from '../../vendor/use-vendor.ts';
import { bodyOf, type Draft, emptyDraft, nextDraft } from './draft.ts';

/** Pieces that are shown as just added. */
const ADDED_MAX = 50;
const FIELDS = ['name', 'game', 'language', 'quantity', 'price', 'cost', 'barcode', 'grade', 'cert'] as const;

/** Adding one piece after another. @param onAdded called when the next can be typed. */
export function useAdding(onAdded: () => void) {
  const vendor = useVendor();
  const client = useQueryClient();
  const [draft, setDraft] = useState<Draft>(() => emptyDraft());
  const [added, setAdded] = useState<readonly Listing[]>([]);
  const [wrong, setWrong] = useState<Readonly<Record<string, string>>>({});
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);

  const save = async () => {
    const { vendor_id, readMoney } = vendor;
    const read = bodyOf(draft, { vendor_id, currency: vendor.vendor.currency, readMoney });
    setWrong(read.wrong);
    setProblem(null);
    if (busy || Object.keys(read.wrong).length > 0) return;
    setBusy(true);
    try {
      const { data } = await call('createCollectible', { body: read.body });
      setAdded((before) => [data, ...before].slice(0, ADDED_MAX));
      setDraft(nextDraft(draft));
      void client.invalidateQueries({ queryKey: vendorKey(vendor_id, 'collectibles') });
      void sendPhotos(data, draft.photos);
      onAdded();
    } catch (error) {
      const found = problemsByField(error, FIELDS, { certificate_taken: 'cert', price_needed: 'price' });
      setWrong(found.fields);
      setProblem(found.form);
    }
    setBusy(false);
  };
  return {
    draft,
    added,
    wrong,
    problem,
    busy,
    save,
    change: (next: Partial<Draft>) => setDraft((before) => ({ ...before, ...next })),
    replace: (next: Draft) => {
      setDraft(next);
      setWrong({});
      setProblem(null);
    },
  };
}

/** The piece is there already: a photo that fails is told of, and added on its page. */
async function sendPhotos({ vendor_id, id, title }: Listing, photos: readonly File[]): Promise<void> {
  for (const file of photos) {
    try {
      await call('addPhoto', { params: { vendor_id, id }, file });
    } catch (error) {
      notifyError(`A photo of ${title} was not added`, messageOf(error));
    }
  }
}
