import { Link } from '@tanstack/react-router';
import { CloudAlert, CloudCheck } from 'lucide-react';
import { useRef, useState } from 'react';
import { messageOf } from '../../../lib/problems.ts';
import type { StockCountView } from '../../../lib/queries/inventory-counts.ts';
import { Banner } from '../../../ui/banner.tsx';
import { Button } from '../../../ui/button.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { notifyError } from '../../../ui/toast.tsx';
import { useVendor } from '../vendor/use-vendor.ts';
import { CountList } from './count-list.tsx';
import { CountReview } from './count-review.tsx';
import { countRows, countSums } from './count-rows.ts';
import type { KeeperState } from './count-keeper.ts';
import { QuestionDialog } from './question-dialog.tsx';
import { ScanField } from './scan-field.tsx';
import { useKeeper } from './use-keeper.ts';

interface CountSessionProps {
  readonly count: StockCountView;
  readonly place: string;
}

/** Counting: a field for the scanner, one more with every scan, and the list with the ledger's side. */
export function CountSession({ count, place }: CountSessionProps) {
  const { vendor_id } = useVendor();
  const { keeper, state } = useKeeper(vendor_id, count);
  const [reviewing, setReviewing] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  const rows = countRows(state);
  const [question] = state.questions;
  const scan = (code: string) => {
    if (!keeper.scan(code))
      notifyError('No more scans fit on this device', 'Wait for the network, then scan this one again.');
    if ('vibrate' in navigator) navigator.vibrate(20);
  };
  if (reviewing) return <CountReview {...{ place, keeper, state, rows }} onBack={() => setReviewing(false)} />;
  return (
    <div className="count">
      <header className="count-head">
        <Link
          to="/inventory/$vendor/counts"
          params={{ vendor: vendor_id }}
          className="link"
          activeOptions={{ exact: true }}
        >
          Counts
        </Link>
        <h1 className="min-w-0 truncate">{place}</h1>
        <SavedMark state={state} />
      </header>
      {state.refused !== null && <Banner tone="danger">{messageOf(state.refused)}</Banner>}
      <ScanField field={field} onScan={scan} />
      <div className="count-body">
        {rows.length === 0 ? (
          <EmptyState icon={<CloudCheck className="icon" aria-hidden="true" />} title="Scan the first piece">
            Every scan counts one more. The list below shows how each differs from the ledger.
          </EmptyState>
        ) : (
          <CountList rows={rows} keeper={keeper} last={state.last} />
        )}
      </div>
      <footer className="count-foot">
        <Sums rows={rows} />
        <Button tone="primary" size="large" disabled={rows.length === 0} onClick={() => setReviewing(true)}>
          Review
        </Button>
      </footer>
      {question && <QuestionDialog key={question.code} question={question} keeper={keeper} />}
    </div>
  );
}

function Sums({ rows }: { readonly rows: ReturnType<typeof countRows> }) {
  const { pieces, differ } = countSums(rows);
  return (
    <output className="min-w-0 grow">
      <span className="block font-medium">
        {pieces} {pieces === 1 ? 'piece' : 'pieces'} of {rows.length} {rows.length === 1 ? 'listing' : 'listings'}
      </span>
      <span className="block text-12 text-muted">{differ === 0 ? 'As in the ledger' : `${differ} differ`}</span>
    </output>
  );
}

/** Whether everything is with the server; what is not, is on the device. */
export function SavedMark({ state }: { readonly state: KeeperState }) {
  const { phase, box } = state;
  const held = Object.keys(box.counted).length + Object.keys(box.scans).length;
  return (
    <output className="count-saved" data-phase={phase}>
      {phase === 'waiting' ? (
        <CloudAlert className="icon-small" aria-hidden="true" />
      ) : (
        <CloudCheck className="icon-small" aria-hidden="true" />
      )}
      {phase === 'saved' && 'Saved'}
      {phase === 'saving' && 'Saving'}
      {phase === 'waiting' && `${held} kept here until there is a network`}
    </output>
  );
}
