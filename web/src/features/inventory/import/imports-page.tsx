import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { FileSpreadsheet } from 'lucide-react';
import { useNow } from '../../../app/use-now.ts';
import { call, callForFile } from '../../../lib/api.ts';
import { formatAgo } from '../../../lib/format/time.ts';
import { messageOf } from '../../../lib/problems.ts';
import { importsQuery, mappingsQuery, type StockImportView } from '../../../lib/queries/inventory-imports.ts';
import { staffQuery } from '../../../lib/queries/inventory.ts';
import { useTitle } from '../../../lib/use-title.ts';
import { Badge } from '../../../ui/badge.tsx';
import { Button } from '../../../ui/button.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { notifyError } from '../../../ui/toast.tsx';
import { useVendor } from '../vendor/use-vendor.ts';
import { DownloadButton } from './download-button.tsx';
import { UploadZone } from './upload-zone.tsx';
import { count, rowsWord, statusWords } from './words.ts';
import './import.css';

const MINUTE_MS = 60_000;

/** The way in for spreadsheets, what was imported before, and the way out. */
export function ImportsPage() {
  const { vendor, vendor_id, can } = useVendor();
  useTitle(`Imports · ${vendor.name}`);
  const imports = useInfiniteQuery(importsQuery(vendor_id));
  const rows = imports.data?.pages.flatMap((page) => page.imports);
  return (
    <div className="page vendor-narrow">
      <div className="mb-4 flex flex-wrap items-center gap-x-4 gap-y-2">
        <h1 className="grow">Imports</h1>
        <div className="flex flex-wrap gap-2">
          <DownloadButton
            label="Template"
            file_name="omni-stock-template.csv"
            read={() => callForFile('downloadImportTemplate', { params: { vendor_id } })}
          />
          <DownloadButton
            label="Export the stock"
            file_name={`${vendor.name.replace(/[^\p{L}\p{N}]+/gu, '-').toLowerCase()}-stock.csv`}
            read={() => callForFile('exportCollectibles', { params: { vendor_id } })}
          />
        </div>
      </div>
      {can('uploadImport') && <UploadZone />}
      {imports.error !== null && rows === undefined && (
        <div role="alert" className="flex flex-wrap items-center gap-3">
          <p>{messageOf(imports.error)}</p>
          <Button onClick={() => void imports.refetch()}>Try again</Button>
        </div>
      )}
      {rows?.length === 0 && (
        <EmptyState icon={<FileSpreadsheet className="icon" aria-hidden="true" />} title="Nothing imported yet">
          Every import is kept here with what it changed, and can be undone for 30 days.
        </EmptyState>
      )}
      {rows !== undefined && rows.length > 0 && (
        <ul className="card overflow-hidden" aria-label="Imports">
          {rows.map((one) => (
            <ImportHead key={one.id} one={one} />
          ))}
        </ul>
      )}
      {imports.hasNextPage && (
        <Button className="mt-4" busy={imports.isFetchingNextPage} onClick={() => void imports.fetchNextPage()}>
          Older imports
        </Button>
      )}
      <SavedMappings />
    </div>
  );
}

const tones = { applied: 'ok', failed: 'danger', checking: 'accent', applying: 'accent', undoing: 'accent' } as const;

function ImportHead({ one }: { readonly one: StockImportView }) {
  const { vendor_id } = useVendor();
  const now = useNow(MINUTE_MS);
  const { data: staff = [] } = useQuery(staffQuery(vendor_id));
  const by = staff.find(({ user_id }) => user_id === one.created_by);
  const who = by === undefined ? '' : ` by ${by.name === '' ? by.email : by.name}`;
  const { created, changed, rejected } = one.counts;
  const known = one.checked_at !== null;
  return (
    <li>
      <Link
        to="/inventory/$vendor/imports/$id"
        params={{ vendor: vendor_id, id: one.id }}
        className="vendor-row import-link"
      >
        <span className="min-w-0 grow basis-56">
          <span className="block truncate font-medium">{one.file_name}</span>
          <span className="block truncate text-12 text-muted">
            {rowsWord(one.rows)}, {formatAgo(one.created_at, now)}
            {who}
          </span>
        </span>
        {known && (
          <span className="text-12 text-muted">
            {count(created)} new, {count(changed)} changed{rejected > 0 && `, ${count(rejected)} rejected`}
          </span>
        )}
        <Badge tone={tones[one.status as keyof typeof tones] ?? 'line'}>{statusWords[one.status]}</Badge>
      </Link>
    </li>
  );
}

/** Mappings that are used by themselves for files of the same headers. */
function SavedMappings() {
  const { vendor_id, can } = useVendor();
  const client = useQueryClient();
  const mappings = useQuery(mappingsQuery(vendor_id));
  const forget = useMutation({
    mutationFn: (id: string) => call('deleteImportMapping', { params: { vendor_id, id } }),
    onSettled: () => client.invalidateQueries({ queryKey: mappingsQuery(vendor_id).queryKey }),
    onError: (error) => notifyError('The mapping is still there', messageOf(error)),
  });
  if (mappings.data === undefined || mappings.data.length === 0) return null;
  return (
    <section aria-labelledby="saved-mappings" className="mt-8">
      <h2 id="saved-mappings" className="mb-1">
        Saved columns
      </h2>
      <p className="mb-3 text-muted">Used by themselves for the next file with the same headers.</p>
      <ul className="card overflow-hidden">
        {mappings.data.map((mapping) => (
          <li key={mapping.id} className="vendor-row">
            <span className="min-w-0 grow basis-56">
              <span className="block truncate font-medium">{mapping.name}</span>
              <span className="block truncate text-12 text-muted">{mapping.headers.join(', ')}</span>
            </span>
            {can('deleteImportMapping') && (
              <Button tone="ghost" aria-label={`Forget ${mapping.name}`} onClick={() => forget.mutate(mapping.id)}>
                Forget
              </Button>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
