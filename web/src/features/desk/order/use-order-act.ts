import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { ApiError } from '../../../lib/api.ts';
import { freshKey } from '../../../lib/fresh-key.ts';
import { messageOf } from '../../../lib/problems.ts';
import { deskKey, type VendorOrderView, vendorOrderQuery } from '../../../lib/queries/desk.ts';
import { notify } from '../../../ui/toast.tsx';

interface ChangedOrder {
  readonly data: VendorOrderView;
  readonly etag: string | null;
}
export interface OrderAct {
  readonly busy: boolean;
  /** What it was refused for, and what may be done instead. */
  readonly problem: string | null;
  /**
   * Sends one change with the key of this intention; true when it was taken. Where the answer is not the order itself but a
   * sentence of what was done, the order is read again.
   */
  readonly run: (send: (idempotency_key: string) => Promise<ChangedOrder | string>, done?: string) => Promise<boolean>;
}

/** One change of an order at a time. A refusal is told with what is allowed, and the order is read again: somebody was faster. */
export function useOrderAct({ id, vendor }: Pick<VendorOrderView, 'id' | 'vendor'>): OrderAct {
  const client = useQueryClient();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const running = useRef(false);
  const key = useRef<string | null>(null);
  const run: OrderAct['run'] = async (send, done = '') => {
    if (running.current) return false;
    running.current = true;
    setBusy(true);
    setProblem(null);
    key.current ??= freshKey();
    try {
      const changed = await send(key.current);
      key.current = null;
      if (typeof changed !== 'string')
        client.setQueryData(vendorOrderQuery(vendor.id, id).queryKey, { order: changed.data, etag: changed.etag });
      notify(typeof changed === 'string' ? changed : done);
      return true;
    } catch (error) {
      // A refusal is an answer: what is tried after it is something else. A lost answer is asked for again.
      if (error instanceof ApiError && error.status < 500) key.current = null;
      setProblem(refusalOf(error));
      return false;
    } finally {
      running.current = false;
      setBusy(false);
      void client.invalidateQueries({ queryKey: deskKey(vendor.id) });
    }
  };
  return { busy, problem, run };
}

/** The refusal in words, with what is possible instead. */
export function refusalOf(error: unknown): string {
  const message = messageOf(error);
  if (!(error instanceof ApiError)) return message;
  const [problem] = error.problems;
  const allowed = problem?.['allowed'];
  if (problem?.code === 'illegal_transition' && Array.isArray(allowed))
    return `${message} ${allowed.length === 0 ? 'It stays as it is now.' : `From here it can become: ${allowed.join(', ')}.`} The order was read again.`;
  return message;
}
