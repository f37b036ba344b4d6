import { useState } from 'react';
import { Button } from './button.tsx';

/**
 * Closing a form that has changes asks first. `tryClose` goes to the dialog's `onClose`; while `question` is there it
 * stands in the footer instead of the buttons.
 */
export function useDirtyClose(dirty: boolean, close: () => void) {
  const [asking, setAsking] = useState(false);
  const tryClose = () => (dirty && !asking ? setAsking(true) : close());
  const question = asking && (
    <>
      <output className="grow">Discard the changes?</output>
      <Button onClick={() => setAsking(false)}>Keep editing</Button>
      <Button tone="danger" onClick={close}>
        Discard
      </Button>
    </>
  );
  return { tryClose, question };
}
