import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import type { BulkPreviewView } from '../../../../../../contract/inventory-bulk.ts';
import { ApiError, call } from '../../../../lib/api.ts';
import { formatMoney } from '../../../../lib/format/money.ts';
import { formatWhole } from '../../../../lib/format/number.ts';
import { messageOf } from '../../../../lib/problems.ts';
import { locationsQuery, vendorKey } from '../../../../lib/queries/inventory.ts';
import { Button } from '../../../../ui/button.tsx';
import { Skeleton } from '../../../../ui/skeleton.tsx';
import { useVendor } from '../../vendor/use-vendor.ts';
import { readTablesAgain } from '../edit/stock-cache.ts';
import type { UndoSteps } from '../edit/undo.ts';
import { type BulkChange, type BulkSelection, changeWords, sampleText } from './bulk-change.ts';

interface PreviewPanelProps {
  readonly target: BulkSelection;
  readonly change: BulkChange;
  readonly steps: UndoSteps;
  readonly onClose: () => void;
  readonly onDone: () => void;
}

/** What a change of the chosen rows would do. Nothing is saved before its button is pressed. */
export function PreviewPanel({ target, change, steps, onClose, onDone }: PreviewPanelProps) {
  const { vendor_id, vendor } = useVendor();
  const panel = useRef<HTMLDivElement>(null);
  const { data, error, refetch, isFetching } = useQuery({
    queryKey: vendorKey(vendor_id, 'bulk-preview', target, change),
    queryFn: async ({ signal }) =>
      (await call('previewBulkEdit', { params: { vendor_id }, body: { selection: target, change }, signal })).data,
    staleTime: 0,
    gcTime: 0,
  });
  const start = useStart({ target, change, steps, onDone, again: () => void refetch() });
  useEffect(() => panel.current?.focus(), []);
  const words = changeWords(change, vendor.currency);
  const ready = data !== undefined && data.count > 0 && data.refused.length === 0;
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- hears the Esc of its controls
    <div
      ref={panel}
      className="preview-panel"
      // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- it stands beside the rows it is about and closes nothing off
      role="dialog"
      aria-label="Preview"
      tabIndex={-1}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.stopPropagation();
        onClose();
      }}
    >
      <header>
        <h2>
          Preview{data && `: ${formatWhole(data.count)}`} {words}
        </h2>
        <span className="text-muted">nothing is saved yet</span>
      </header>
      {data && <PreviewBody preview={data} />}
      {!data && !error && <Skeleton width="100%" />}
      {(error !== null || start.error !== null) && (
        <p className="field-error" role="alert">
          {messageOf(start.error ?? error)}
        </p>
      )}
      <footer>
        <span className="grow text-muted">Can be undone for a day</span>
        <Button size="small" tone="ghost" onClick={onClose}>
          Cancel
        </Button>
        <Button
          size="small"
          tone="primary"
          busy={start.busy || isFetching}
          disabled={!ready}
          onClick={() => data && start.run(data.count)}
        >
          Change {data ? formatWhole(data.count) : ''} {change.price ? 'prices' : 'listings'}
        </Button>
      </footer>
    </div>
  );
}

function PreviewBody({ preview }: { readonly preview: BulkPreviewView }) {
  const { vendor_id, vendor } = useVendor();
  const locations = useQuery(locationsQuery(vendor_id)).data ?? [];
  const context = {
    currency: vendor.currency,
    locationName: (id: string) => locations.find((one) => one.id === id)?.name,
  };
  return (
    <>
      <table className="preview-samples">
        <caption className="unseen">Some of the changes</caption>
        <tbody>
          {preview.samples.map(({ listing_id, title, changes }) => {
            const [first] = changes;
            return (
              first && (
                <tr key={listing_id}>
                  <th scope="row" className="truncate">
                    {title}
                  </th>
                  <td className="number">
                    <s>{sampleText(first.field, first.from, context)}</s>
                  </td>
                  <td className="number font-medium">{sampleText(first.field, first.to, context)}</td>
                </tr>
              )
            );
          })}
        </tbody>
      </table>
      <Facts preview={preview} />
      {preview.refused.length > 0 && (
        <p className="text-muted">It is all of them or none: take those out of the selection first.</p>
      )}
    </>
  );
}

/** What it comes to, what is so already, and what cannot be. */
function Facts({ preview }: { readonly preview: BulkPreviewView }) {
  return (
    <dl className="preview-facts">
      {preview.value
        .filter(({ from_minor, to_minor }) => from_minor !== to_minor)
        .map(({ currency, from_minor, to_minor }) => (
          <div key={currency}>
            <dt>Stock at asking price</dt>
            <dd>
              <span className="text-muted">{formatMoney(from_minor, currency)} → </span>
              <b>{formatMoney(to_minor, currency)}</b>
            </dd>
          </div>
        ))}
      {preview.unchanged > 0 && (
        <div>
          <dt>Are so already</dt>
          <dd>{formatWhole(preview.unchanged)}</dd>
        </div>
      )}
      {preview.refused.map(({ code, title, count }) => (
        <div key={code} className="text-danger">
          <dt>{title}</dt>
          <dd>{formatWhole(count)}</dd>
        </div>
      ))}
    </dl>
  );
}

interface StartOptions extends Pick<PreviewPanelProps, 'target' | 'change' | 'steps' | 'onDone'> {
  /** The preview is old: it is asked for again. */
  readonly again: () => void;
}

function useStart({ target, change, steps, onDone, again }: StartOptions) {
  const { vendor_id } = useVendor();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const run = async (expected_count: number) => {
    setBusy(true);
    setError(null);
    try {
      const body = { selection: target, change, expected_count };
      const { data } = await call('startBulkEdit', { params: { vendor_id }, body });
      readTablesAgain(vendor_id);
      steps.did({
        said: `${formatWhole(data.count)} ${data.count === 1 ? 'listing' : 'listings'} changed`,
        run: () => undoBulk(vendor_id, data.id),
      });
      onDone();
    } catch (refusal) {
      setBusy(false);
      setError(refusal);
      if (refusal instanceof ApiError && refusal.has('bulk_count_changed')) again();
    }
  };
  return { busy, error, run: (count: number) => void run(count) };
}

async function undoBulk(vendor_id: string, id: string): Promise<string | null> {
  try {
    const { data } = await call('undoBulkEdit', { params: { vendor_id, id } });
    readTablesAgain(vendor_id);
    return data.kept === 0 ? null : `${formatWhole(data.kept)} listings were changed since, and stay as they are.`;
  } catch (error) {
    return messageOf(error);
  }
}
