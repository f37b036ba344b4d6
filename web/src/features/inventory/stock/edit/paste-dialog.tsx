import { useState } from 'react';
import { formatWhole } from '../../../../lib/format/number.ts';
import { Button } from '../../../../ui/button.tsx';
import { Dialog } from '../../../../ui/dialog.tsx';
import { applyPaste } from './apply-edit.ts';
import { cellText } from './cells.ts';
import type { PastePlan } from './paste.ts';
import { countAgain } from './stock-cache.ts';
import type { UndoSteps } from './undo.ts';

interface PasteDialogProps {
  readonly plan: PastePlan;
  readonly vendor_id: string;
  readonly locations: readonly string[];
  readonly steps: UndoSteps;
  readonly onClose: () => void;
}

const SHOWN_MAX = 100;
const count = (cells: number) => `${formatWhole(cells)} ${cells === 1 ? 'cell' : 'cells'}`;

/** What pasting would change and what it cannot, before anything is sent; and what the server refused, after. */
export function PasteDialog({ plan, vendor_id, locations, steps, onClose }: PasteDialogProps) {
  const [done, setDone] = useState<number | null>(null);
  const [failed, setFailed] = useState<PastePlan['refused'] | null>(null);
  const run = async () => {
    setDone(0);
    const result = await applyPaste(plan, locations, setDone);
    countAgain(vendor_id);
    if (result.undo !== null) steps.did(result.undo);
    if (result.failed.length === 0) onClose();
    else setFailed(result.failed);
  };
  const refused = failed ?? plan.refused;
  const facts = [
    plan.changed.length > 0 && `${count(plan.changed.length)} would change`,
    plan.same > 0 && `${count(plan.same)} are so already`,
    plan.refused.length > 0 && `${count(plan.refused.length)} cannot be taken`,
  ].filter((fact) => fact !== false);
  return (
    <Dialog
      open
      wide
      onClose={onClose}
      title={failed === null ? 'Paste' : 'Not everything was pasted'}
      description={
        failed === null
          ? `${facts.join(', ') || 'There is nothing on the clipboard'}. Nothing is saved yet.`
          : `${count(done ?? 0)} changed, ${count(failed.length)} did not.`
      }
      footer={
        failed === null ? (
          <>
            <Button onClick={onClose}>Cancel</Button>
            <Button tone="primary" busy={done !== null} disabled={plan.changed.length === 0} onClick={() => void run()}>
              {done === null
                ? `Change ${count(plan.changed.length)}`
                : `${formatWhole(done)} of ${count(plan.changed.length)}`}
            </Button>
          </>
        ) : (
          <Button tone="primary" onClick={onClose}>
            Done
          </Button>
        )
      }
    >
      {refused.length > 0 && <Refused refused={refused} />}
      {failed === null && plan.changed.length > 0 && <Changed plan={plan} />}
    </Dialog>
  );
}

function Refused({ refused }: Pick<PastePlan, 'refused'>) {
  return (
    <table className="paste-table">
      <caption className="pb-1 text-left font-medium text-danger">Cannot be taken</caption>
      <tbody>
        {refused.slice(0, SHOWN_MAX).map(({ cell, text, why }) => (
          <tr key={`${cell} ${text} ${why}`}>
            <th scope="row">{cell}</th>
            <td>{text}</td>
            <td>{why}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Changed({ plan }: Pick<PasteDialogProps, 'plan'>) {
  return (
    <table className="paste-table">
      <caption className="pb-1 text-left font-medium">Would change</caption>
      <tbody>
        {plan.changed.slice(0, SHOWN_MAX).map(({ row, column, change }) => (
          <tr key={`${row.id} ${column.id}`}>
            <th scope="row">{row.title}</th>
            <td>{column.label}</td>
            <td className="number">
              <s>{cellText(row, column.id) || 'nothing'}</s>
            </td>
            <td className="number font-medium">
              {(change.kind === 'quantity' ? String(change.to) : cellText({ ...row, ...change.shown }, column.id)) ||
                'nothing'}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
