import { ChevronDown, Printer } from 'lucide-react';
import { useState } from 'react';
import { call } from '../../../lib/api.ts';
import { deskKey, type VendorOrderView, vendorOrderQuery } from '../../../lib/queries/desk.ts';
import { queryClient } from '../../../app/query-client.ts';
import { Button } from '../../../ui/button.tsx';
import { Menu, MenuItem } from '../../../ui/menu.tsx';
import { useVendor } from '../../inventory/vendor/use-vendor.ts';
import { openOf } from '../../orders/parcels.ts';
import { type PiecesAsked, PiecesDialog } from '../../orders/pieces-dialog.tsx';
import { papers, usePapers } from '../use-papers.ts';
import { RefundDialog } from './refund-dialog.tsx';

/** Papers of the order, giving money back, and what will not be sent. */
export function DeskActs({ order }: { readonly order: VendorOrderView }) {
  const { can } = useVendor();
  const print = usePapers();
  const [asking, setAsking] = useState<'refund' | 'cancel' | null>(null);
  const paid = order.placed_at !== null;
  const may_refund = can('refundOrder') && paid && order.refunded_minor < order.total_minor;
  const may_cancel =
    can('cancelVendorOrder') && order.status === 'placed' && order.lines.some((line) => openOf(line) > 0);
  const close = () => setAsking(null);
  return (
    <div className="order-acts">
      {can('printPapers') && paid && (
        <Menu
          align="end"
          trigger={
            <Button busy={print.isPending}>
              <Printer className="icon" aria-hidden="true" />
              Print
              <ChevronDown className="icon" aria-hidden="true" />
            </Button>
          }
        >
          {papers.map(({ kind, label }) => (
            <MenuItem key={kind} onSelect={() => print.mutate({ kind, ids: [order.id] })}>
              {label}
            </MenuItem>
          ))}
        </Menu>
      )}
      {may_refund && <Button onClick={() => setAsking('refund')}>Refund…</Button>}
      {may_cancel && (
        <Button tone="ghost" onClick={() => setAsking('cancel')}>
          Cannot ship…
        </Button>
      )}
      {asking === 'refund' && <RefundDialog order={order} onClose={close} />}
      {asking === 'cancel' && <CancelDialog order={order} onClose={close} />}
    </div>
  );
}

function CancelDialog({ order, onClose }: { readonly order: VendorOrderView; readonly onClose: () => void }) {
  const { vendor_id } = useVendor();
  const choices = order.lines.map((line) => ({ line, most: openOf(line) })).filter(({ most }) => most > 0);
  const send = async ({ lines, reason, idempotency_key }: PiecesAsked) => {
    const params = { vendor_id, id: order.id };
    try {
      const { data, etag } = await call('cancelVendorOrder', { params, body: { lines, reason }, idempotency_key });
      queryClient.setQueryData(vendorOrderQuery(vendor_id, order.id).queryKey, { order: data, etag });
    } finally {
      void queryClient.invalidateQueries({ queryKey: deskKey(vendor_id) });
    }
  };
  return (
    <PiecesDialog
      title="Cannot ship"
      description="These pieces are cancelled and refunded at once, and go back on sale."
      choices={choices}
      all
      reason={{ label: 'Why', needed: true }}
      verb="Cancel"
      tone="danger"
      done="Cancelled and refunded"
      back={{ order, to: 'the buyer' }}
      send={send}
      onClose={onClose}
    />
  );
}
