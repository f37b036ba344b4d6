import { type FormEvent, useRef, useState } from 'react';
import { Field } from '../../../../ui/field.tsx';
import { FormDialog } from '../../../../ui/form-dialog.tsx';
import type { usePhotos } from './use-photos.ts';

interface UrlDialogProps {
  readonly photos: Pick<ReturnType<typeof usePhotos>, 'fetch' | 'busy' | 'problem'>;
  readonly onClose: () => void;
}

/** A picture by its address: the server fetches it. */
export function UrlDialog({ photos, onClose }: UrlDialogProps) {
  const first = useRef<HTMLInputElement>(null);
  const [url, setUrl] = useState('');
  const [wrong, setWrong] = useState<string | null>(null);
  const fetchIt = async (event: FormEvent) => {
    event.preventDefault();
    if (!/^https:\/\/\S+$/.test(url.trim())) return setWrong('An address that begins with https://');
    setWrong(null);
    if (await photos.fetch(url.trim())) onClose();
  };
  return (
    <FormDialog
      onClose={onClose}
      title="Add a photo by its address"
      focusFirst={first}
      action="Add"
      busy={photos.busy}
      onSubmit={(event) => void fetchIt(event)}
    >
      <Field
        ref={first}
        label="Address of the picture"
        type="url"
        hint="The picture itself, open to everyone."
        value={url}
        maxLength={2000}
        autoComplete="off"
        error={wrong ?? photos.problem ?? undefined}
        onChange={(event) => setUrl(event.target.value)}
      />
    </FormDialog>
  );
}
