import { Minus, Plus } from 'lucide-react';
import { useState } from 'react';

interface StepperProps {
  /** What is counted, for assistive technology: "Pieces of Lantern Moth". */
  readonly label: string;
  readonly value: number;
  readonly min: number;
  readonly max: number;
  readonly disabled?: boolean;
  readonly onChange: (value: number) => void;
}

/** A small whole number between two bounds: a field, and a button at either side. */
export function Stepper({ label, value, min, max, disabled = false, onChange }: StepperProps) {
  const [typed, setTyped] = useState<string | null>(null);
  const take = () => {
    const number = Number(typed);
    setTyped(null);
    if (typed === null || !Number.isInteger(number) || typed.trim() === '') return;
    const bounded = Math.min(max, Math.max(min, number));
    if (bounded !== value) onChange(bounded);
  };
  return (
    <fieldset className="stepper" aria-label={label} disabled={disabled}>
      <button type="button" aria-label="One less" disabled={value <= min} onClick={() => onChange(value - 1)}>
        <Minus className="icon-small" aria-hidden="true" />
      </button>
      <input
        inputMode="numeric"
        autoComplete="off"
        aria-label={label}
        value={typed ?? String(value)}
        onChange={(event) => setTyped(event.target.value)}
        onBlur={take}
        onKeyDown={(event) => {
          if (event.key === 'Enter') {
            event.preventDefault();
            take();
          }
          if (event.key === 'ArrowUp' && value < max) onChange(value + 1);
          if (event.key === 'ArrowDown' && value > min) onChange(value - 1);
        }}
      />
      <button type="button" aria-label="One more" disabled={value >= max} onClick={() => onChange(value + 1)}>
        <Plus className="icon-small" aria-hidden="true" />
      </button>
    </fieldset>
  );
}
