import { type FormEvent, useId, useState } from 'react';
import { freshKey } from '../../lib/fresh-key.ts';
import { messageOf } from '../../lib/problems.ts';
import { Banner } from '../../ui/banner.tsx';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { TextField } from '../../ui/field.tsx';
import { notify } from '../../ui/toast.tsx';
import { countOf } from '../shop/words.ts';
import { MoneyBack, type MoneyBackProps } from './money-back.tsx';
import { allOf, type Choice, linesOf, PiecePicker, piecesIn } from './piece-picker.tsx';

export interface PiecesAsked {
  readonly lines: { readonly line_id: string; readonly quantity: number }[];
  readonly reason: string;
  /** Of this one intention: what is sent again after a lost answer is done once. */
  readonly idempotency_key: string;
}

interface PiecesDialogProps {
  readonly title: string;
  readonly description: string;
  readonly choices: readonly Choice[];
  readonly reason: { readonly label: string; readonly needed: boolean };
  /** Begins with all pieces chosen, or with none. */
  readonly all: boolean;
  /** "Cancel 2 pieces": the words before the number. */
  readonly verb: string;
  readonly tone?: 'primary' | 'danger';
  readonly done: string;
  /** The order whose money goes back for what is chosen; what that comes to is said before. */
  readonly back?: Omit<MoneyBackProps, 'pieces'> | undefined;
  readonly send: (asked: PiecesAsked) => Promise<unknown>;
  readonly onClose: () => void;
}

/** Asks for pieces and a reason, and does one thing with them. */
export function PiecesDialog(props: PiecesDialogProps) {
  const { title, description, choices, reason, verb, tone = 'primary', back, onClose } = props;
  const form = useId();
  const { chosen, setChosen, why, setWhy, busy, problem, submit } = usePieces(props);
  const pieces = piecesIn(chosen);
  return (
    <Dialog
      open
      onClose={onClose}
      title={title}
      description={description}
      footer={
        <>
          <Button tone="ghost" onClick={onClose}>
            Not now
          </Button>
          <Button tone={tone} type="submit" form={form} busy={busy} disabled={pieces === 0}>
            {verb} {countOf(pieces, 'piece')}
          </Button>
        </>
      }
    >
      <form id={form} className="grid gap-4" onSubmit={(event) => void submit(event)} noValidate>
        {problem !== null && <Banner tone="danger">{problem}</Banner>}
        <PiecePicker label="Pieces" choices={choices} chosen={chosen} onChange={setChosen} />
        {back && pieces > 0 && (
          <output className="order-outcome">
            <MoneyBack {...back} pieces={chosen} />
          </output>
        )}
        <TextField
          label={reason.label}
          value={why}
          maxLength={300}
          hint={reason.needed ? 'The vendor reads it.' : 'If you like; the other side reads it.'}
          onChange={(event) => setWhy(event.target.value)}
        />
      </form>
    </Dialog>
  );
}

function usePieces({ choices, all, reason, done, send, onClose }: PiecesDialogProps) {
  const [chosen, setChosen] = useState(() => (all ? allOf(choices) : new Map<string, number>()));
  const [why, setWhy] = useState('');
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const [key, setKey] = useState(freshKey);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (busy || piecesIn(chosen) === 0) return;
    if (reason.needed && why.trim() === '') return setProblem('Say in a few words why.');
    setBusy(true);
    setProblem(null);
    try {
      await send({ lines: linesOf(chosen), reason: why.trim(), idempotency_key: key });
      notify(done);
      onClose();
    } catch (error) {
      setProblem(messageOf(error));
      setKey(freshKey());
      setBusy(false);
    }
  };
  return { chosen, setChosen, why, setWhy, busy, problem, submit };
}
