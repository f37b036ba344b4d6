import { type RefObject, useId } from 'react';
import { SymbolCombobox } from '../../market/symbol-combobox.tsx';

const nobody: readonly string[] = [];

interface SymbolFieldProps {
  readonly input: RefObject<HTMLInputElement | null>;
  readonly onPick: (symbol: string) => void;
}

/** Which instrument. */
export function SymbolField({ input, onPick }: SymbolFieldProps) {
  const id = useId();
  return (
    <div className="field">
      <label className="field-label" htmlFor={id}>
        Symbol
      </label>
      <SymbolCombobox
        ref={input}
        id={id}
        placeholder="Ticker or name"
        without={nobody}
        classes={{ hits: 'alert-hits', note: 'field-hint' }}
        onPick={onPick}
      />
    </div>
  );
}
