import { useMutation, useMutationState, useQuery, useQueryClient } from '@tanstack/react-query';
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

const keyOf = (vendor_id: string) => [...picksQuery(vendor_id).queryKey, 'picking'];

/** The pick list, with what is ticked and not noted yet laid over it: an answer of before takes no tick back. */
export function usePicks() {
  const { vendor_id } = useVendor();
  const list = useQuery(picksQuery(vendor_id));
  const ticked = useMutationState({
    filters: { mutationKey: keyOf(vendor_id), status: 'pending' },
    select: ({ state }) => state.variables as Picked,
  });
  const data = list.data?.map((one) => {
    const said = ticked.findLast(({ stop }) => stop.parts.some((part) => isSame(part, one)));
    return said === undefined ? one : { ...one, quantity_picked: said.picked ? one.quantity : 0 };
  });
  return { ...list, data };
}

/** Notes a stop with its orders; what is refused is told, and stands as it did. */
export function usePicking() {
  const { vendor_id } = useVendor();
  const client = useQueryClient();
  return useMutation({
    mutationKey: keyOf(vendor_id),
    // Noting it twice is noting it once: a lost answer in the aisles is no reason to walk back.
    retry: (tries, error) => tries < TRIES && !(error instanceof ApiError && error.status < 500),
    // One after another: what is said of a stop last is what stands.
    scope: { id: `picks ${vendor_id}` },
    mutationFn: async ({ stop, picked }: Picked) => {
      const all = client.getQueryData<PickListView>(picksQuery(vendor_id).queryKey) ?? [];
      const fresh = { ...stop, parts: all.filter((one) => stop.parts.some((part) => isSame(part, one))) };
      for (const { order_id, lines } of changesOf(fresh, picked))
        await call('pickOrder', { params: { vendor_id, id: order_id }, body: { lines } });
    },
    onError: (error) => notifyError('That was not noted', refusalOf(error)),
    // Pending until the list says so itself.
    onSettled: () => client.invalidateQueries({ queryKey: deskKey(vendor_id) }),
  });
}

function isSame(left: PickListView[number], right: PickListView[number]): boolean {
  return left.line_id === right.line_id && left.location_id === right.location_id;
}
