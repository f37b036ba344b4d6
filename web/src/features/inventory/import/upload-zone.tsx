import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { FileSpreadsheet } from 'lucide-react';
import { type DragEvent, useState } from 'react';
import { IMPORT_BYTES_MAX } from '../../../../../contract/inventory-terms.ts';
import { call } from '../../../lib/api.ts';
import { messageOf } from '../../../lib/problems.ts';
import { importQuery, importsQuery } from '../../../lib/queries/inventory-imports.ts';
import { useVendor } from '../vendor/use-vendor.ts';
import { sizeWord } from './words.ts';

/** Takes a file that is dropped or chosen, and goes on to its columns. */
export function UploadZone() {
  const upload = useUpload();
  const [over, setOver] = useState(false);
  const onDrop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    const file = event.dataTransfer.files[0];
    if (file) upload.mutate(file);
  };
  return (
    <div className="mb-6">
      <div
        className="import-zone"
        data-over={over || undefined}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={onDrop}
      >
        <FileSpreadsheet className="import-zone-icon" aria-hidden="true" />
        <div className="min-w-0 grow">
          <p className="font-medium">{upload.isPending ? 'Reading the file…' : 'Drop a CSV file here'}</p>
          <p className="text-muted">
            From TCGplayer, ManaBox, Deckbox, CardTrader or any table with a line of headers, up to{' '}
            {sizeWord(IMPORT_BYTES_MAX)}. Nothing is written before you have seen what would change.
          </p>
        </div>
        <label className="button button-primary file-button" aria-busy={upload.isPending}>
          {upload.isPending && <span className="spinner" aria-hidden="true" />}
          Choose a file
          <input
            type="file"
            accept=".csv,.tsv,.txt,text/csv,text/plain,text/tab-separated-values"
            className="unseen"
            disabled={upload.isPending}
            onChange={({ target }) => {
              const file = target.files?.[0];
              // The same file may be chosen again after it was mended.
              target.value = '';
              if (file) upload.mutate(file);
            }}
          />
        </label>
      </div>
      {upload.error !== null && (
        <p role="alert" className="mt-2 text-danger">
          {messageOf(upload.error)}
        </p>
      )}
    </div>
  );
}

function useUpload() {
  const { vendor_id } = useVendor();
  const client = useQueryClient();
  const navigate = useNavigate();
  return useMutation({
    mutationFn: (file: File) =>
      call('uploadImport', {
        params: { vendor_id },
        query: { file_name: file.name.slice(0, 200) },
        // Some systems call a CSV file a workbook.
        file: file.slice(0, file.size, 'text/csv'),
      }),
    async onSuccess({ data }) {
      client.setQueryData(importQuery(vendor_id, data.id).queryKey, data);
      void client.invalidateQueries({ queryKey: importsQuery(vendor_id).queryKey });
      await navigate({ to: '/inventory/$vendor/imports/$id', params: { vendor: vendor_id, id: data.id } });
    },
  });
}
