import { type ReactElement, useRef } from 'react';
import { IconButton } from '../../../../ui/icon-button.tsx';
import { PHOTO_ACCEPT } from './use-photos.ts';

interface PhotoInputProps {
  readonly label: string;
  /** Opens the camera where there is one. */
  readonly camera?: boolean;
  readonly busy: boolean;
  readonly onFiles: (files: readonly File[]) => void;
  readonly children: ReactElement;
}

/** A button behind which the browser asks for pictures. */
export function PhotoInput({ label, camera = false, busy, onFiles, children }: PhotoInputProps) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <IconButton label={label} disabled={busy} onClick={() => input.current?.click()}>
        {children}
      </IconButton>
      <input
        ref={input}
        type="file"
        hidden
        accept={PHOTO_ACCEPT}
        aria-label={label}
        {...(camera ? { capture: 'environment' as const } : { multiple: true })}
        onChange={(event) => {
          onFiles([...(event.target.files ?? [])]);
          event.target.value = '';
        }}
      />
    </>
  );
}
