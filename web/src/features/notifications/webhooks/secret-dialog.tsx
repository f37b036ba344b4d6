import { useState } from 'react';
import { Button } from '../../../ui/button.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { Field } from '../../../ui/field.tsx';
import { notify } from '../../../ui/toast.tsx';

interface SecretDialogProps {
  readonly name: string;
  readonly secret: string;
  /** Whether an older one still signs beside it. */
  readonly renewed: boolean;
  readonly onClose: () => void;
}

/** The secret of a webhook: shown this once. */
export function SecretDialog({ name, secret, renewed, onClose }: SecretDialogProps) {
  const [problem, setProblem] = useState<string>();
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(secret);
      notify('Secret copied');
    } catch {
      setProblem('The browser does not allow copying. Select the secret and copy it by hand.');
    }
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={`Secret of ${name}`}
      description={
        renewed
          ? 'It is shown this once. The old one signs beside it for a day, so that you can change it without missing a message.'
          : 'It is shown this once. Your program checks with it that a message comes from here.'
      }
      footer={
        <>
          <Button onClick={onClose}>I have kept it</Button>
          <Button tone="primary" onClick={() => void copy()}>
            Copy
          </Button>
        </>
      }
    >
      <Field label="Secret" readOnly value={secret} onFocus={(event) => event.target.select()} error={problem} />
    </Dialog>
  );
}
