import { type FormEvent, useId, useRef, useState } from 'react';
import { Button } from '../../../../ui/button.tsx';
import { Dialog } from '../../../../ui/dialog.tsx';
import { Field } from '../../../../ui/field.tsx';
import type { usePhotos } from './use-photos.ts';

interface UrlDialogProps {
  readonly photos: Pick<ReturnType<typeof usePhotos>, 'fetch' | 'busy' | 'problem'>;
  readonly onClose: () => void;
}

/** A picture by its address: the server fetches it. */
export function UrlDialog({ photos, onClose }: UrlDialogProps) {
  const form = useId();
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
    <Dialog
      open
      onClose={onClose}
      title="Add a photo by its address"
      focusFirst={first}
      footer={
        <>
          <Button tone="ghost" onClick={onClose}>
            Cancel
          </Button>
          <Button tone="primary" type="submit" form={form} busy={photos.busy}>
            Add
          </Button>
        </>
      }
    >
      <form id={form} noValidate onSubmit={(event) => void fetchIt(event)}>
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
      </form>
    </Dialog>
  );
}
