import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '../../../lib/api.ts';
import { messageOf } from '../../../lib/problems.ts';
import { countQuery, countsQuery, type StockCountView } from '../../../lib/queries/inventory-counts.ts';
import { vendorKey } from '../../../lib/queries/inventory.ts';
import { Button } from '../../../ui/button.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { notify } from '../../../ui/toast.tsx';
import { useVendor } from '../vendor/use-vendor.ts';
import { browserBox } from './count-box.ts';
import type { CountKeeper, KeeperState } from './count-keeper.ts';
import { CountList } from './count-list.tsx';
import { type CountRow, countSums } from './count-rows.ts';
import { SavedMark } from './count-session.tsx';

interface CountReviewProps {
  readonly place: string;
  readonly keeper: CountKeeper;
  readonly state: KeeperState;
  readonly rows: readonly CountRow[];
  readonly onBack: () => void;
}

/** Before the ledger is corrected: what differs, first; then the way to apply or to drop the count. */
export function CountReview({ place, keeper, state, rows, onBack }: CountReviewProps) {
  const { can } = useVendor();
  const [asking, setAsking] = useState(false);
  const { apply, cancel } = useEnding(state.count.id);
  const differing = rows.filter(({ difference }) => difference !== 0);
  const { differ, more, fewer } = countSums(rows);
  const error = apply.error ?? cancel.error;
  return (
    <div className="count">
      <header className="count-head">
        <Button tone="ghost" onClick={onBack}>
          Go on counting
        </Button>
        <h1 className="min-w-0 truncate">Review {place}</h1>
        <SavedMark state={state} />
      </header>
      <div className="count-body">
        <p className="px-4 py-3">
          {differ === 0
            ? 'Everything is as the ledger says. Applying ends the count and changes nothing.'
            : `Applying corrects ${differ} ${differ === 1 ? 'listing' : 'listings'}: ${more} more, ${fewer} fewer. What was not counted stays as it is.`}
        </p>
        {error !== null && (
          <p role="alert" className="px-4 pb-3 text-danger">
            {messageOf(error)}
          </p>
        )}
        <CountList rows={differing} keeper={keeper} />
      </div>
      <footer className="count-foot">
        <Button tone="ghost" size="large" className="mr-auto" onClick={() => setAsking(true)}>
          Cancel the count
        </Button>
        {can('applyCount') ? (
          <Button
            tone="primary"
            size="large"
            disabled={state.phase !== 'saved'}
            busy={apply.isPending}
            onClick={() => apply.mutate()}
          >
            Apply
          </Button>
        ) : (
          <span className="text-muted">A manager applies it.</span>
        )}
      </footer>
      {asking && (
        <CancelDialog busy={cancel.isPending} onCancel={() => cancel.mutate()} onClose={() => setAsking(false)} />
      )}
    </div>
  );
}

interface CancelDialogProps {
  readonly busy: boolean;
  readonly onCancel: () => void;
  readonly onClose: () => void;
}

function CancelDialog({ busy, onCancel, onClose }: CancelDialogProps) {
  return (
    <Dialog
      open
      onClose={onClose}
      title="Cancel the count?"
      description="The ledger stays as it is. What was counted is kept for reading, and can be applied no more."
      footer={
        <>
          <Button onClick={onClose}>Go on</Button>
          <Button tone="danger" busy={busy} onClick={onCancel}>
            Cancel the count
          </Button>
        </>
      }
    >
      {null}
    </Dialog>
  );
}

/** Both end the count; stock that is on screen elsewhere is read anew. */
function useEnding(id: string) {
  const { vendor_id } = useVendor();
  const client = useQueryClient();
  const params = { vendor_id, id };
  const ended = ({
    data,
    meta,
  }: {
    readonly data: StockCountView;
    readonly meta: { readonly message?: string | undefined };
  }) => {
    browserBox(id).clear();
    client.setQueryData(countQuery(vendor_id, id).queryKey, data);
    void client.invalidateQueries({ queryKey: countsQuery(vendor_id).queryKey });
    void client.invalidateQueries({ queryKey: vendorKey(vendor_id, 'collectibles') });
    notify(meta.message ?? 'Done.');
  };
  const apply = useMutation({ mutationFn: () => call('applyCount', { params }), onSuccess: ended });
  const cancel = useMutation({ mutationFn: () => call('cancelCount', { params }), onSuccess: ended });
  return { apply, cancel };
}
