import { Link, useNavigate } from '@tanstack/react-router';
import { type FormEvent, useId, useRef, useState } from 'react';
import type { WatchlistSummaryView } from '../../../../contract/watchlists.ts';
import { problemsByField } from '../../lib/problems.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Field } from '../../ui/field.tsx';
import { createList, renameList } from './change-lists.ts';
import { isLimit } from './refusal.ts';

const NAME_LENGTH_MAX = 64;

interface ListDialogProps {
  /** The list to rename; a new one without it. */
  readonly list: WatchlistSummaryView | null;
  readonly onClose: () => void;
}

/** Names a new list, or renames one. */
export function ListDialog({ list, onClose }: ListDialogProps) {
  const form = useId();
  const input = useRef<HTMLInputElement>(null);
  const navigate = useNavigate();
  const [name, setName] = useState(list?.name ?? '');
  const [problem, setProblem] = useState<{ readonly text: string; readonly limit: boolean } | null>(null);
  const [busy, setBusy] = useState(false);

  const save = async (event: FormEvent) => {
    event.preventDefault();
    const wanted = name.trim();
    if (wanted === '') return setProblem({ text: 'Give the list a name.', limit: false });
    setBusy(true);
    try {
      if (list) await renameList(list.id, wanted);
      else await navigate({ to: '/w/$list', params: { list: await createList(wanted) } });
      onClose();
    } catch (error) {
      const found = problemsByField(error, ['name'], { watchlist_name_taken: 'name', watchlist_limit: 'name' });
      setProblem({ text: found.fields.name ?? found.form ?? '', limit: isLimit(error) });
      setBusy(false);
    }
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={list ? 'Rename list' : 'New list'}
      focusFirst={input}
      footer={
        <>
          {problem?.limit && (
            <Link to="/plans" className="link mr-auto" onClick={onClose}>
              Compare plans
            </Link>
          )}
          <Button tone="ghost" onClick={onClose}>
            Cancel
          </Button>
          <Button tone="primary" type="submit" form={form} busy={busy}>
            {list ? 'Rename' : 'Make list'}
          </Button>
        </>
      }
    >
      <form id={form} onSubmit={(event) => void save(event)} noValidate>
        <Field
          ref={input}
          label="Name"
          hint="Shown in the left pane."
          error={problem?.text}
          maxLength={NAME_LENGTH_MAX}
          value={name}
          autoComplete="off"
          onChange={(event) => setName(event.target.value)}
        />
      </form>
    </Dialog>
  );
}
