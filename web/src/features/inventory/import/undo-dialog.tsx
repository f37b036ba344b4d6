import type { StockImportView } from '../../../lib/queries/inventory-imports.ts';
import { Button } from '../../../ui/button.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import type { ImportActions } from './use-import.ts';
import { count } from './words.ts';

interface UndoDialogProps {
  readonly one: StockImportView;
  readonly actions: ImportActions;
  readonly onClose: () => void;
}

export function UndoDialog({ one, actions, onClose }: UndoDialogProps) {
  const { created, changed } = one.counts;
  return (
    <Dialog
      open
      onClose={onClose}
      title="Undo the import?"
      description={`${count(created)} listings that it made are archived, and ${count(changed)} get back what they had. What somebody changed since stays as it is.`}
      footer={
        <>
          <Button onClick={onClose}>Keep it</Button>
          <Button
            tone="danger"
            onClick={() => {
              actions.start('undoImport');
              onClose();
            }}
          >
            Undo the import
          </Button>
        </>
      }
    >
      {null}
    </Dialog>
  );
}
