import { Button } from '../../../ui/button.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import type { CountKeeper, Question } from './count-keeper.ts';

interface QuestionDialogProps {
  readonly question: Question;
  readonly keeper: CountKeeper;
}

/** A scan that means several listings, or none that is known. */
export function QuestionDialog({ question, keeper }: QuestionDialogProps) {
  const { code, pieces, times } = question;
  const drop = () => keeper.answer(question, null);
  const often = times === 1 ? '' : ` It was scanned ${times} times.`;
  return (
    <Dialog
      open
      onClose={drop}
      title={pieces.length === 0 ? `Nothing known as “${code}”` : `Which one is “${code}”?`}
      description={
        pieces.length === 0
          ? `No listing has this SKU, barcode or certificate number, nor such a name.${often} Put it aside, or add it to the stock first.`
          : `Several listings may be meant.${often}`
      }
      footer={
        <Button onClick={drop} tone={pieces.length === 0 ? 'primary' : 'ghost'}>
          {pieces.length === 0 ? 'Put aside' : 'None of these'}
        </Button>
      }
    >
      {pieces.length > 0 && (
        <ul className="grid gap-2">
          {pieces.map((piece) => (
            <li key={piece.listing_id}>
              <button type="button" className="count-choice" onClick={() => keeper.answer(question, piece)}>
                <span className="block truncate font-medium">{piece.title}</span>
                <span className="block truncate text-12 text-muted">
                  {[piece.sku, piece.marks].filter(Boolean).join(' · ')}
                </span>
              </button>
            </li>
          ))}
        </ul>
      )}
    </Dialog>
  );
}
