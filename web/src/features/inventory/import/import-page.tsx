import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { ArrowLeft, FileQuestion } from 'lucide-react';
import { useState } from 'react';
import { messageOf } from '../../../lib/problems.ts';
import { importQuery, isAtWork, type StockImportView } from '../../../lib/queries/inventory-imports.ts';
import { useTitle } from '../../../lib/use-title.ts';
import { Banner } from '../../../ui/banner.tsx';
import { buttonClass } from '../../../ui/button.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { useVendor } from '../vendor/use-vendor.ts';
import { AliasesPanel } from './aliases-panel.tsx';
import { ColumnsPanel } from './columns-panel.tsx';
import { FileCard } from './file-card.tsx';
import { ImportFoot, type View } from './import-foot.tsx';
import { ImportSteps, steps } from './import-steps.tsx';
import { OutcomePanel } from './outcome-panel.tsx';
import { ProgressPanel } from './progress-panel.tsx';
import { RejectedPanel } from './rejected-panel.tsx';
import { RowsPanel } from './rows-panel.tsx';
import { SettingsPanel } from './settings-panel.tsx';
import { useImport } from './use-import.ts';
import './import.css';

/** One import on its way: its columns, the dry run, what is wrong, the writing, and the way back. */
export function ImportPage() {
  const { vendor, vendor_id } = useVendor();
  const { id } = useParams({ from: '/app/inventory/$vendor/imports/$id' });
  const { data, error } = useQuery(importQuery(vendor_id, id));
  useTitle(`${data?.file_name ?? 'Import'} · ${vendor.name}`);
  if (data) return <Import key={id} one={data} />;
  if (error === null) return null;
  return (
    <EmptyState
      icon={<FileQuestion className="icon" aria-hidden="true" />}
      title="This import could not be read"
      action={
        <Link to="/inventory/$vendor/imports" params={{ vendor: vendor_id }} className={buttonClass()}>
          All imports
        </Link>
      }
    >
      {messageOf(error)}
    </EmptyState>
  );
}

function Import({ one }: { readonly one: StockImportView }) {
  const { can, vendor_id } = useVendor();
  const actions = useImport(one);
  const [chosen, setView] = useState<View | null>(null);
  // What has written nothing can still be read another way.
  const open = one.may.includes('updateImport') && can('updateImport');
  const columns = open && (one.status === 'uploaded' || chosen === 'columns');
  const view: View = columns ? 'columns' : 'outcome';
  return (
    <div className="import">
      <div className="import-body">
        <div className="page import-page">
          <header className="import-head">
            <Link
              to="/inventory/$vendor/imports"
              params={{ vendor: vendor_id }}
              activeOptions={{ exact: true }}
              className="icon-button -mr-4"
              aria-label="All imports"
            >
              <ArrowLeft className="icon" aria-hidden="true" />
            </Link>
            <h1 className="min-w-0 grow break-words">{one.file_name}</h1>
            <ImportSteps at={stepOf(one, view)} done={['applied', 'undone'].includes(one.status)} />
          </header>
          <div className="import-layout">
            <div className="import-main">
              {one.problem !== null && (
                <Banner tone={one.status === 'failed' ? 'danger' : 'warn'}>{one.problem}</Banner>
              )}
              {view === 'columns' ? (
                <ColumnsPanel one={one} actions={actions} locked={!open} />
              ) : (
                <Outcome one={one} actions={actions} open={open} />
              )}
            </div>
            <aside className="import-side" aria-label="Settings">
              <FileCard one={one} />
              {view === 'columns' && (
                <>
                  <SettingsPanel one={one} actions={actions} />
                  <AliasesPanel one={one} actions={actions} />
                </>
              )}
            </aside>
          </div>
        </div>
      </div>
      <ImportFoot one={one} actions={actions} view={view} open={open} onView={setView} />
    </div>
  );
}

function Outcome({
  one,
  actions,
  open,
}: {
  readonly one: StockImportView;
  readonly actions: ReturnType<typeof useImport>;
  readonly open: boolean;
}) {
  if (isAtWork(one.status)) return <ProgressPanel one={one} />;
  const { created, changed, unchanged, rejected } = one.counts;
  return (
    <>
      <OutcomePanel one={one} />
      {rejected > 0 && <RejectedPanel one={one} actions={actions} open={open} />}
      {created + changed + unchanged > 0 && <RowsPanel one={one} />}
    </>
  );
}

function stepOf({ status }: StockImportView, view: View): number {
  if (view === 'columns') return steps.indexOf('Columns');
  return ['uploaded', 'checking', 'checked'].includes(status) ? steps.indexOf('Check') : steps.indexOf('Import');
}
