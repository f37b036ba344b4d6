import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { ListChecks } from 'lucide-react';
import { useState } from 'react';
import { useNow } from '../../../../app/use-now.ts';
import { formatWhole } from '../../../../lib/format/number.ts';
import { formatAgo } from '../../../../lib/format/time.ts';
import { messageOf } from '../../../../lib/problems.ts';
import { type BulkEditView, bulkEditsQuery } from '../../../../lib/queries/inventory-value.ts';
import { locationsQuery, staffQuery } from '../../../../lib/queries/inventory.ts';
import { useTitle } from '../../../../lib/use-title.ts';
import { Badge } from '../../../../ui/badge.tsx';
import { Button } from '../../../../ui/button.tsx';
import { EmptyState } from '../../../../ui/empty-state.tsx';
import { useVendor } from '../../vendor/use-vendor.ts';
import { editWords } from './edit-words.ts';
import { UndoDialog } from './undo-dialog.tsx';
import './edits.css';

const MINUTE_MS = 60_000;

/** Changes of many listings at once, and the way back from the last ones. */
export function EditsPage() {
  const { vendor, vendor_id } = useVendor();
  useTitle(`Bulk edits · ${vendor.name}`);
  const edits = useInfiniteQuery(bulkEditsQuery(vendor_id));
  const rows = edits.data?.pages.flatMap((page) => page.edits);
  return (
    <div className="page vendor-narrow">
      <h1 className="mb-1">Bulk edits</h1>
      <p className="mb-4 max-w-[64ch] text-muted">
        What was changed in many listings at once. An edit can be taken back for a day; what somebody changed since then
        stays.
      </p>
      {edits.error !== null && rows === undefined && (
        <div role="alert" className="flex flex-wrap items-center gap-3">
          <p>{messageOf(edits.error)}</p>
          <Button onClick={() => void edits.refetch()}>Try again</Button>
        </div>
      )}
      {rows?.length === 0 && (
        <EmptyState icon={<ListChecks className="icon" aria-hidden="true" />} title="No bulk edits yet">
          Select listings in the stock table to change their prices, status or place together.
        </EmptyState>
      )}
      {rows !== undefined && rows.length > 0 && (
        <ul className="card overflow-hidden" aria-label="Bulk edits">
          {rows.map((edit) => (
            <EditRow key={edit.id} edit={edit} />
          ))}
        </ul>
      )}
      {edits.hasNextPage && (
        <Button className="mt-4" busy={edits.isFetchingNextPage} onClick={() => void edits.fetchNextPage()}>
          Earlier edits
        </Button>
      )}
    </div>
  );
}

function EditRow({ edit }: { readonly edit: BulkEditView }) {
  const { vendor, vendor_id, can } = useVendor();
  const now = useNow(MINUTE_MS);
  const [asking, setAsking] = useState(false);
  const { data: places = [] } = useQuery(locationsQuery(vendor_id));
  const { data: staff = [] } = useQuery(staffQuery(vendor_id));
  const by = staff.find(({ user_id }) => user_id === edit.actor_id);
  const who = by === undefined ? '' : ` by ${by.name === '' ? by.email : by.name}`;
  const locationName = (id: string) => places.find((place) => place.id === id)?.name;
  const words = editWords(edit.change, { currency: vendor.currency, locationName });
  const mayUndo = can('undoBulkEdit') && edit.undone_at === null && now < Date.parse(edit.undo_until);
  return (
    <li className="vendor-row edit-row">
      <div>
        <p className="font-medium break-words">{words}</p>
        <p className="text-12 text-muted">
          {counted(edit.count)}, {formatAgo(edit.at, now)}
          {who}
        </p>
        {edit.reason !== '' && <p className="text-12 break-words text-muted">“{edit.reason}”</p>}
        {edit.undone_at !== null && edit.kept > 0 && (
          <p className="text-12 text-warn">{counted(edit.kept)} had been changed since, and stayed as they were.</p>
        )}
      </div>
      {edit.undone_at !== null && <Badge tone="line">Taken back {formatAgo(edit.undone_at, now)}</Badge>}
      {mayUndo && (
        <Button aria-label={`Take back: ${words}`} onClick={() => setAsking(true)}>
          Take back…
        </Button>
      )}
      {asking && <UndoDialog edit={edit} words={words} onClose={() => setAsking(false)} />}
    </li>
  );
}

function counted(count: number): string {
  return `${formatWhole(count)} ${count === 1 ? 'listing' : 'listings'}`;
}
