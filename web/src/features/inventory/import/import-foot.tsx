import { useState } from 'react';
import type { StockImportView } from '../../../lib/queries/inventory-imports.ts';
import { isAtWork } from '../../../lib/queries/inventory-imports.ts';
import { Button } from '../../../ui/button.tsx';
import { useVendor } from '../vendor/use-vendor.ts';
import { SaveMappingDialog } from './save-mapping-dialog.tsx';
import { UndoDialog } from './undo-dialog.tsx';
import type { ImportActions } from './use-import.ts';
import { count, rowsWord } from './words.ts';

export type View = 'columns' | 'outcome';
interface ImportFootProps {
  readonly one: StockImportView;
  readonly actions: ImportActions;
  readonly view: View;
  /** How the file is read can still be changed. */
  readonly open: boolean;
  readonly onView: (view: View) => void;
}

/** What will happen next, in a sentence, and the one button that makes it so. */
export function ImportFoot(props: ImportFootProps) {
  const { one, actions, view } = props;
  const { can } = useVendor();
  if (!can('applyImport')) return <footer className="import-foot text-muted">A manager imports files.</footer>;
  if (isAtWork(one.status))
    return (
      <footer className="import-foot">
        <span className="import-foot-text">It goes on if you leave this page.</span>
        <Button onClick={() => actions.start('cancelImport')}>Stop</Button>
      </footer>
    );
  if (view === 'columns') return <ColumnsFoot {...props} />;
  if (one.status === 'checked') return <CheckedFoot {...props} />;
  return <EndedFoot {...props} />;
}

function ColumnsFoot({ one, actions, onView }: ImportFootProps) {
  const [saving, setSaving] = useState(false);
  return (
    <footer className="import-foot">
      <span className="import-foot-text">Checking reads every row and writes nothing.</span>
      {one.status === 'checked' && <Button onClick={() => onView('outcome')}>Back to the outcome</Button>}
      <Button onClick={() => setSaving(true)}>Save columns…</Button>
      <Button
        tone="primary"
        busy={actions.isBusy}
        onClick={() => {
          onView('outcome');
          actions.start('checkImport');
        }}
      >
        Check {rowsWord(one.rows)}
      </Button>
      {saving && <SaveMappingDialog one={one} onClose={() => setSaving(false)} />}
    </footer>
  );
}

function CheckedFoot({ one, actions, onView }: ImportFootProps) {
  const { created, changed, rejected } = one.counts;
  const writing = created + changed;
  const blocked = rejected > 0 && one.policy === 'all_or_nothing';
  const text = blocked
    ? `${rowsWord(rejected)} ${rejected === 1 ? 'is' : 'are'} rejected: put them right, or leave them out.`
    : `${count(writing)} ${writing === 1 ? 'listing' : 'listings'} will be written${rejected > 0 ? `, ${rowsWord(rejected)} left out` : ''}.`;
  return (
    <footer className="import-foot">
      <output className="import-foot-text">{text}</output>
      <Button onClick={() => onView('columns')}>Columns</Button>
      <Button busy={actions.isBusy} onClick={() => actions.start('checkImport')}>
        Check again
      </Button>
      {blocked ? (
        <Button tone="primary" onClick={() => actions.change({ policy: 'accept_valid' })}>
          Leave {rowsWord(rejected)} out
        </Button>
      ) : (
        <>
          {rejected > 0 && <Button onClick={() => actions.change({ policy: 'all_or_nothing' })}>Leave none out</Button>}
          <Button
            tone="primary"
            busy={actions.isBusy}
            disabled={writing === 0}
            onClick={() => actions.start('applyImport')}
          >
            Import {count(writing)} {writing === 1 ? 'change' : 'changes'}
          </Button>
        </>
      )}
    </footer>
  );
}

/** Stopped, failed, imported or undone. What was stopped before it wrote anything can be checked anew. */
function EndedFoot({ one, actions, open, onView }: ImportFootProps) {
  const [asking, setAsking] = useState(false);
  return (
    <footer className="import-foot">
      <span className="import-foot-text">
        {one.status === 'applied' && 'Imported. It can be undone for 30 days.'}
        {one.status === 'undone' && 'Everything is as it was before, but for what somebody changed since.'}
      </span>
      {open && <Button onClick={() => onView('columns')}>Columns</Button>}
      {one.may.includes('undoImport') && <Button onClick={() => setAsking(true)}>Undo the import…</Button>}
      {one.may.includes('applyImport') && (
        <Button tone="primary" busy={actions.isBusy} onClick={() => actions.start('applyImport')}>
          Go on importing
        </Button>
      )}
      {open && (
        <Button tone="primary" busy={actions.isBusy} onClick={() => actions.start('checkImport')}>
          Check {rowsWord(one.rows)}
        </Button>
      )}
      {asking && <UndoDialog one={one} actions={actions} onClose={() => setAsking(false)} />}
    </footer>
  );
}
