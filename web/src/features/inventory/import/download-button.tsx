import { useMutation } from '@tanstack/react-query';
import { Download } from 'lucide-react';
import { messageOf } from '../../../lib/problems.ts';
import { Button } from '../../../ui/button.tsx';
import { notifyError } from '../../../ui/toast.tsx';
import { saveFile } from './save-file.ts';

interface DownloadButtonProps {
  readonly label: string;
  readonly file_name: string;
  readonly read: () => Promise<Blob>;
}

/** Asks for a file and saves it; a refusal is told. */
export function DownloadButton({ label, file_name, read }: DownloadButtonProps) {
  const download = useMutation({
    mutationFn: read,
    onSuccess: (blob) => saveFile(blob, file_name),
    onError: (error) => notifyError(`${file_name} could not be made`, messageOf(error)),
  });
  return (
    <Button busy={download.isPending} onClick={() => download.mutate()}>
      <Download className="icon" aria-hidden="true" />
      {label}
    </Button>
  );
}
