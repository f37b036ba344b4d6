import { useQueryClient } from '@tanstack/react-query';
import { useFollowVendor } from '../../lib/live/hooks.ts';
import { deskKey } from '../../lib/queries/desk.ts';

/** Reads the desk again when the socket tells that orders of the vendor are new or changed. */
export function useDeskNews(vendor_id: string): void {
  const client = useQueryClient();
  useFollowVendor(vendor_id, ({ orders }) => {
    if (orders?.length === 0) return;
    void client.invalidateQueries({ queryKey: deskKey(vendor_id) });
  });
}
