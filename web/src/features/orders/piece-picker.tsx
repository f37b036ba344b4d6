import type { OrderLineView } from '../../../../contract/orders.ts';
import { Stepper } from '../../ui/stepper.tsx';
import { OrderLine } from './order-line.tsx';

/** How many pieces of each line; a line that is not named has none. */
export type Chosen = ReadonlyMap<string, number>;
export interface Choice {
  readonly line: OrderLineView;
  /** Pieces that may be taken at most. */
  readonly most: number;
}

interface PiecePickerProps {
  readonly label: string;
  readonly choices: readonly Choice[];
  readonly chosen: Chosen;
  readonly onChange: (chosen: Chosen) => void;
}

/** Chooses pieces, line by line. */
export function PiecePicker({ label, choices, chosen, onChange }: PiecePickerProps) {
  return (
    <ul className="order-pieces" aria-label={label}>
      {choices.map(({ line, most }) => (
        <OrderLine key={line.id} line={line}>
          <Stepper
            label={`Pieces of ${line.title}`}
            value={chosen.get(line.id) ?? 0}
            min={0}
            max={most}
            onChange={(pieces) => onChange(new Map(chosen).set(line.id, Math.max(0, Math.min(most, pieces))))}
          />
          <span className="order-pieces-of">of {most}</span>
        </OrderLine>
      ))}
    </ul>
  );
}

/** All that may be taken. */
export function allOf(choices: readonly Choice[]): Chosen {
  return new Map(choices.map(({ line, most }) => [line.id, most]));
}

/** As the wire has it: lines with pieces only. */
export function linesOf(chosen: Chosen): { readonly line_id: string; readonly quantity: number }[] {
  return [...chosen].filter(([, quantity]) => quantity > 0).map(([line_id, quantity]) => ({ line_id, quantity }));
}

export function piecesIn(chosen: Chosen): number {
  return [...chosen.values()].reduce((sum, quantity) => sum + quantity, 0);
}
