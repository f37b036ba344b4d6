import { useMutation, useQueryClient } from '@tanstack/react-query';
import { ApiError, call } from '../../../lib/api.ts';
import { deskKey, type PickListView, picksQuery } from '../../../lib/queries/desk.ts';
import { notifyError } from '../../../ui/toast.tsx';
import { useVendor } from '../../inventory/vendor/use-vendor.ts';
import { refusalOf } from '../order/use-order-act.ts';
import { changesOf, type PickStop } from './pick-list.ts';

/** Times that what got no answer is sent again. */
const TRIES = 3;

interface Picked {
  readonly stop: PickStop;
  readonly picked: boolean;
}

/** Ticks a stop off at once, and notes it with the orders; what is refused is put back and told. */
export function usePicking() {
  const { vendor_id } = useVendor();
  const client = useQueryClient();
  const { queryKey } = picksQuery(vendor_id);
  const mutationKey = [...queryKey, 'picking'];
  return useMutation({
    mutationKey,
    // Noting it twice is noting it once: a lost answer in the aisles is no reason to walk back.
    retry: (tries, error) => tries < TRIES && !(error instanceof ApiError && error.status < 500),
    // One after another: what is said of a stop last is what stands.
    scope: { id: `picks ${vendor_id}` },
    mutationFn: async ({ stop, picked }: Picked) => {
      const all = client.getQueryData<PickListView>(queryKey) ?? [];
      const fresh = { ...stop, parts: all.filter((one) => stop.parts.some((part) => isSame(part, one))) };
      for (const { order_id, lines } of changesOf(fresh, picked))
        await call('pickOrder', { params: { vendor_id, id: order_id }, body: { lines } });
    },
    onMutate: async ({ stop, picked }) => {
      await client.cancelQueries({ queryKey });
      client.setQueryData<PickListView>(queryKey, (list) =>
        list?.map((one) =>
          stop.parts.some((part) => isSame(part, one)) ? { ...one, quantity_picked: picked ? one.quantity : 0 } : one,
        ),
      );
    },
    onError: (error) => notifyError('That was not noted', refusalOf(error)),
    onSettled: () => {
      // What is ticked and not noted yet would be unticked by an answer of before.
      if (client.isMutating({ mutationKey }) > 1) return undefined;
      return client.invalidateQueries({ queryKey: deskKey(vendor_id) });
    },
  });
}

function isSame(left: PickListView[number], right: PickListView[number]): boolean {
  return left.line_id === right.line_id && left.location_id === right.location_id;
}
