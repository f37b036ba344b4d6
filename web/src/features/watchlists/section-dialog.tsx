import { type FormEvent, useId, useRef, useState } from 'react';
import type { WatchlistItemView } from '../../../../contract/watchlists.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Field } from '../../ui/field.tsx';
import { SECTION_LENGTH_MAX } from './item-fields.ts';

interface SectionDialogProps {
  readonly item: WatchlistItemView;
  readonly onName: (section: string) => void;
  readonly onClose: () => void;
}

/** Names a section that begins with one symbol; a name that exists moves the symbol there. */
export function SectionDialog({ item, onName, onClose }: SectionDialogProps) {
  const form = useId();
  const input = useRef<HTMLInputElement>(null);
  const [name, setName] = useState('');
  const [problem, setProblem] = useState<string | undefined>();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const section = name.trim();
    if (section === '') {
      setProblem('Give the section a name.');
      input.current?.focus();
      return;
    }
    onName(section);
    onClose();
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title="New section"
      focusFirst={input}
      footer={
        <>
          <Button tone="ghost" onClick={onClose}>
            Cancel
          </Button>
          <Button tone="primary" type="submit" form={form}>
            Make section
          </Button>
        </>
      }
    >
      <form id={form} onSubmit={submit} noValidate>
        <Field
          ref={input}
          label="Name"
          hint={`${item.symbol} becomes its first symbol. Drag others there, or use their menus.`}
          error={problem}
          maxLength={SECTION_LENGTH_MAX}
          autoComplete="off"
          value={name}
          onChange={(event) => setName(event.target.value)}
        />
      </form>
    </Dialog>
  );
}
