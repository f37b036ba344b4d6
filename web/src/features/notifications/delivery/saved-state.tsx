import { Check, TriangleAlert } from 'lucide-react';
import { useSavedState } from './use-preferences.ts';

/** Says that what was chosen is kept, or that it is not. */
export function SavedState() {
  const state = useSavedState();
  return (
    <output className="saved-state">
      {state === 'saving' && (
        <>
          <span className="spinner" aria-hidden="true" />
          Saving
        </>
      )}
      {state === 'saved' && (
        <>
          <Check className="icon-small text-ok" aria-hidden="true" />
          Saved
        </>
      )}
      {state === 'failed' && (
        <>
          <TriangleAlert className="icon-small text-danger" aria-hidden="true" />
          Not saved
        </>
      )}
    </output>
  );
}
