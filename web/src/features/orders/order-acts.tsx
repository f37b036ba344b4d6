import { useMutation, useQueryClient } from '@tanstack/react-query';
import { ChevronDown, Download } from 'lucide-react';
import { useState } from 'react';
import { useNow } from '../../app/use-now.ts';
import { call, callForFile } from '../../lib/api.ts';
import { messageOf } from '../../lib/problems.ts';
import { orderGroupQuery, type OrderGroupView, type OrderView } from '../../lib/queries/orders.ts';
import { Button } from '../../ui/button.tsx';
import { Menu, MenuItem } from '../../ui/menu.tsx';
import { notifyError } from '../../ui/toast.tsx';
import { saveFile } from '../inventory/import/save-file.ts';
import { openOf, returnableOf } from './parcels.ts';
import { type PiecesAsked, PiecesDialog } from './pieces-dialog.tsx';

interface OrderActsProps {
  readonly group: OrderGroupView;
  readonly token: string | undefined;
}
interface Asking {
  readonly what: 'cancel' | 'return';
  readonly order: OrderView;
}

/** What a buyer may do: the invoices, cancelling what was not sent, sending back what came. */
export function OrderActs({ group, token }: OrderActsProps) {
  const now_ms = useNow(60_000);
  const [asking, setAsking] = useState<Asking | null>(null);
  const cancellable = group.orders.filter(mayCancel);
  const returnable = group.orders.filter((order) => mayReturn(order, now_ms));
  const name = (order: OrderView) => (group.orders.length > 1 ? ` ${order.vendor.name}` : '');
  return (
    <div className="order-acts">
      <Invoices group={group} token={token} />
      {(cancellable.length > 0 || returnable.length > 0) && (
        <Menu
          align="end"
          trigger={
            <Button>
              Cancel or return
              <ChevronDown className="icon" aria-hidden="true" />
            </Button>
          }
        >
          {cancellable.map((order) => (
            <MenuItem key={`cancel ${order.id}`} onSelect={() => setAsking({ what: 'cancel', order })}>
              {name(order) === '' ? 'Cancel pieces…' : `Cancel pieces of${name(order)}…`}
            </MenuItem>
          ))}
          {returnable.map((order) => (
            <MenuItem key={`return ${order.id}`} onSelect={() => setAsking({ what: 'return', order })}>
              {name(order) === '' ? 'Send pieces back…' : `Send pieces back to${name(order)}…`}
            </MenuItem>
          ))}
        </Menu>
      )}
      {asking !== null && <Ask group={group} token={token} asking={asking} onClose={() => setAsking(null)} />}
    </div>
  );
}

function mayCancel(order: OrderView): boolean {
  return ['pending_payment', 'placed'].includes(order.status) && order.lines.some((line) => openOf(line) > 0);
}

function mayReturn(order: OrderView, now_ms: number): boolean {
  const { returnable_until } = order;
  if (returnable_until === null || Date.parse(returnable_until) < now_ms) return false;
  return order.lines.some((line) => returnableOf(order, line) > 0);
}

function Ask({
  group,
  token,
  asking,
  onClose,
}: OrderActsProps & { readonly asking: Asking; readonly onClose: () => void }) {
  const client = useQueryClient();
  const { what, order } = asking;
  const send = async ({ lines, reason, idempotency_key }: PiecesAsked) => {
    const options = {
      params: { id: group.id, order_id: order.id },
      body: { lines, reason },
      guest_token: token,
      idempotency_key,
    };
    const { data, etag } = await (what === 'cancel' ? call('cancelOrder', options) : call('requestReturn', options));
    client.setQueryData(orderGroupQuery(group.id, token).queryKey, { group: data, etag });
    void client.invalidateQueries({ queryKey: ['orders', 'list'] });
  };
  const cancels = what === 'cancel';
  const choices = order.lines
    .map((line) => ({ line, most: cancels ? openOf(line) : returnableOf(order, line) }))
    .filter(({ most }) => most > 0);
  return (
    <PiecesDialog
      title={cancels ? 'Cancel pieces' : 'Send pieces back'}
      description={
        cancels
          ? 'What was not sent yet can be cancelled; what you paid for it is refunded.'
          : `${order.vendor.name} answers first. Send nothing before.`
      }
      choices={choices}
      all={cancels}
      reason={{ label: 'Why', needed: !cancels }}
      verb={cancels ? 'Cancel' : 'Ask to return'}
      tone={cancels ? 'danger' : 'primary'}
      done={cancels ? 'Cancelled' : `${order.vendor.name} was asked`}
      back={cancels && order.placed_at !== null ? { order, to: 'you' } : undefined}
      send={send}
      onClose={onClose}
    />
  );
}

function Invoices({ group, token }: OrderActsProps) {
  const paid = group.orders.filter(({ placed_at }) => placed_at !== null);
  const load = useMutation({
    mutationFn: async ({ id, number }: OrderView) => {
      const params = { id: group.id, order_id: id };
      saveFile(await callForFile('downloadInvoice', { params, guest_token: token }), `invoice-${number}.pdf`);
    },
    onError: (error) => notifyError('The invoice could not be made', messageOf(error)),
  });
  const [only, ...more] = paid;
  if (only === undefined) return null;
  const face = (
    <>
      <Download className="icon" aria-hidden="true" />
      {more.length > 0 ? 'Invoices' : 'Invoice'}
    </>
  );
  if (more.length === 0)
    return (
      <Button busy={load.isPending} onClick={() => load.mutate(only)}>
        {face}
      </Button>
    );
  return (
    <Menu align="end" trigger={<Button busy={load.isPending}>{face}</Button>}>
      {paid.map((order) => (
        <MenuItem key={order.id} onSelect={() => load.mutate(order)}>
          {order.vendor.name}
        </MenuItem>
      ))}
    </Menu>
  );
}
