import { type ReactNode, type RefObject, type SubmitEvent, useId } from 'react';
import { Banner } from './banner.tsx';
import { Button } from './button.tsx';
import { Dialog } from './dialog.tsx';

interface FormDialogProps {
  readonly onClose: () => void;
  readonly title: ReactNode;
  readonly description?: ReactNode;
  readonly wide?: boolean;
  readonly focusFirst?: RefObject<HTMLElement | null>;
  /** What the button that sends says. */
  readonly action: string;
  readonly busy?: boolean;
  readonly onSubmit: (event: SubmitEvent<HTMLFormElement>) => void;
  /** What is wrong with none of the fields in particular. */
  readonly problem?: string | null;
  /** What to do about it. */
  readonly help?: ReactNode;
  readonly children: ReactNode;
}

/** A dialog of one form: it is sent, or everything stays as it was. */
export function FormDialog({
  action,
  busy = false,
  onSubmit,
  problem = null,
  help,
  children,
  ...rest
}: FormDialogProps) {
  const form = useId();
  return (
    <Dialog
      {...rest}
      open
      footer={
        <>
          <Button tone="ghost" onClick={rest.onClose}>
            Cancel
          </Button>
          <Button tone="primary" type="submit" form={form} busy={busy}>
            {action}
          </Button>
        </>
      }
    >
      <form id={form} onSubmit={onSubmit} noValidate className="flex flex-col gap-4">
        {problem !== null && (
          <Banner tone="danger" action={help}>
            {problem}
          </Banner>
        )}
        {children}
      </form>
    </Dialog>
  );
}
