import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { ApiError, call } from '../../lib/api.ts';
import { messageOf } from '../../lib/problems.ts';
import { type AdminStock, adminStockQuery } from '../../lib/queries/admin.ts';
import { type Submission, useSubmission } from '../../lib/use-submission.ts';
import { Banner } from '../../ui/banner.tsx';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { notify } from '../../ui/toast.tsx';
import { type InstrumentField, InstrumentFields, instrumentFields } from './instrument-fields.tsx';
import type { KindValue } from './instrument-kinds.ts';
import { changesOf, instrumentProblems, readInstrument } from './read-instrument.ts';

const HOMES = { symbol_taken: 'symbol', price_decimals_too_few: 'price_decimals' } as const;

interface AddInstrumentDialogProps {
  readonly onClose: () => void;
  readonly onAdded: (symbol: string) => void;
}

/** A new instrument; it can be searched and listed at once. */
export function AddInstrumentDialog({ onClose, onAdded }: AddInstrumentDialogProps) {
  const [kind, setKind] = useState<KindValue>('stock');
  const submission = useSubmission<InstrumentField>({
    fields: instrumentFields,
    homes: HOMES,
    check: instrumentProblems,
    async send(typed) {
      const { data, meta } = await call('addStock', { body: readInstrument(typed, kind) });
      notify(meta.message ?? 'The instrument is added.');
      onAdded(data.symbol);
    },
  });
  return (
    <InstrumentDialog
      title="Add an instrument"
      action="Add"
      submission={submission}
      kind={kind}
      onKind={setKind}
      onClose={onClose}
    />
  );
}

interface EditInstrumentDialogProps {
  readonly symbol: string;
  readonly onClose: () => void;
}

/** An instrument as it is stored; what somebody else changed meanwhile is told instead of overwritten. */
export function EditInstrumentDialog({ symbol, onClose }: EditInstrumentDialogProps) {
  // Read once: a later state would let an edit overwrite what nobody has looked at.
  const { data, error } = useQuery({
    ...adminStockQuery(symbol),
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  });
  if (data !== undefined) return <EditForm key={data.changed_at} stock={data} onClose={onClose} />;
  return (
    <Dialog open onClose={onClose} title={`Edit ${symbol}`}>
      {error === null ? <p className="text-muted">Reading…</p> : <Banner tone="danger">{messageOf(error)}</Banner>}
    </Dialog>
  );
}

function EditForm({ stock, onClose }: { readonly stock: AdminStock; readonly onClose: () => void }) {
  const [kind, setKind] = useState<KindValue>(stock.kind);
  const [isOld, setOld] = useState(false);
  const queryClient = useQueryClient();
  const { symbol, changed_at } = stock;
  const submission = useSubmission<InstrumentField>({
    fields: instrumentFields,
    homes: HOMES,
    check: instrumentProblems,
    async send(typed) {
      const changes = changesOf(stock, readInstrument(typed, kind));
      if (Object.keys(changes).length === 0) return onClose();
      try {
        const body = { seen_at: changed_at, ...changes };
        const { meta } = await call('updateStock', { params: { symbol }, body });
        notify(meta.message ?? 'The instrument is saved.');
        onClose();
      } catch (error) {
        setOld(error instanceof ApiError && error.has('instrument_changed'));
        throw error;
      }
    },
  });
  const readAgain = isOld && (
    <Button onClick={() => void queryClient.invalidateQueries({ queryKey: adminStockQuery(symbol).queryKey })}>
      Read it again
    </Button>
  );
  return (
    <InstrumentDialog
      title={`Edit ${symbol}`}
      action="Save"
      stock={stock}
      submission={submission}
      kind={kind}
      onKind={setKind}
      onClose={onClose}
      help={readAgain}
    />
  );
}

interface InstrumentDialogProps {
  readonly title: string;
  readonly action: string;
  readonly stock?: AdminStock;
  readonly submission: Submission<InstrumentField>;
  readonly kind: KindValue;
  readonly onKind: (kind: KindValue) => void;
  readonly onClose: () => void;
  /** A button that helps with what was refused. */
  readonly help?: React.ReactNode;
}

function InstrumentDialog({ stock, submission, kind, onKind, ...rest }: InstrumentDialogProps) {
  const first = useRef<HTMLInputElement>(null);
  const { busy, problems, onSubmit } = submission;
  const former = stock?.former_symbols ?? [];
  return (
    <FormDialog {...rest} wide focusFirst={first} busy={busy} problem={problems.form} onSubmit={onSubmit}>
      <InstrumentFields
        first={first}
        kind={kind}
        onKind={onKind}
        problems={problems.fields}
        {...(stock && { stock })}
      />
      {former.length > 0 && <p className="text-12 text-muted">Was called {former.join(', ')} before.</p>}
    </FormDialog>
  );
}
