import { type FormEvent, useRef, useState } from 'react';
import type { WatchlistItemView } from '../../../../contract/watchlists.ts';
import { Field } from '../../ui/field.tsx';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { SECTION_LENGTH_MAX } from './item-fields.ts';

interface SectionDialogProps {
  readonly item: WatchlistItemView;
  readonly onName: (section: string) => void;
  readonly onClose: () => void;
}

/** Names a section that begins with one symbol; a name that exists moves the symbol there. */
export function SectionDialog({ item, onName, onClose }: SectionDialogProps) {
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
    <FormDialog onClose={onClose} title="New section" focusFirst={input} action="Make section" onSubmit={submit}>
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
    </FormDialog>
  );
}
