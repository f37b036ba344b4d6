import { Dialog } from '@base-ui/react/dialog';
import { Search, X } from 'lucide-react';
import type { KeyboardEvent, RefObject } from 'react';
import type { PaletteMode } from '../../../app/palette-state.ts';
import { useWaited } from '../../../ui/skeleton.tsx';

interface PaletteFieldProps {
  readonly mode: PaletteMode;
  readonly input: RefObject<HTMLInputElement | null>;
  /** Name of the list that `add` adds to. */
  readonly list: string;
  readonly line: string;
  readonly onType: (line: string) => void;
  readonly onStep: (by: number) => void;
  readonly onEnter: () => void;
  /** Shift+Enter: into the list, without leaving. */
  readonly onAdd: () => void;
  /** Ids of the results, and of the one that Enter takes. */
  readonly controls: string;
  readonly active: string | undefined;
  readonly fetching: boolean;
}

/** The field keeps the focus; the arrow keys walk through the results. */
export function PaletteField(props: PaletteFieldProps) {
  const { input, mode, list, line, onType, onStep, onEnter, onAdd, controls, active, fetching } = props;
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1, PageDown: 5, PageUp: -5 }[event.key];
    if (event.nativeEvent.isComposing || (step === undefined && event.key !== 'Enter')) return;
    event.preventDefault();
    if (event.key === 'Enter' && event.shiftKey) onAdd();
    else if (step === undefined) onEnter();
    else onStep(step);
  };
  return (
    <div className="palette-field">
      <Search className="icon text-muted" aria-hidden="true" />
      <input
        ref={input}
        role="combobox"
        aria-label={mode === 'add' ? `Add symbols to ${list}` : 'Search or type a command'}
        aria-expanded={active !== undefined}
        aria-controls={controls}
        aria-activedescendant={active}
        aria-autocomplete="list"
        autoComplete="off"
        spellCheck={false}
        placeholder={mode === 'add' ? `Add to ${list}: ticker or name` : 'Search or type a command'}
        value={line}
        onChange={(event) => onType(event.target.value)}
        onKeyDown={onKeyDown}
      />
      {fetching && <FetchingMark />}
      <Dialog.Close className="palette-close" aria-label="Close, Esc">
        <kbd className="max-md:hidden">Esc</kbd>
        <X className="icon md:hidden" aria-hidden="true" />
      </Dialog.Close>
    </div>
  );
}

function FetchingMark() {
  return useWaited(true) ? <span className="spinner text-muted" aria-hidden="true" /> : null;
}
