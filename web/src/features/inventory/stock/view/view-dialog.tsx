import { useId, useRef, useState } from 'react';
import type { SavedViewView } from '../../../../../../contract/inventory-filter.ts';
import { queryClient } from '../../../../app/query-client.ts';
import { call } from '../../../../lib/api.ts';
import { viewsQuery } from '../../../../lib/queries/stock.ts';
import { useSubmission } from '../../../../lib/use-submission.ts';
import { Button } from '../../../../ui/button.tsx';
import { Dialog } from '../../../../ui/dialog.tsx';
import { Field } from '../../../../ui/field.tsx';
import { Select } from '../../../../ui/select.tsx';
import { useVendor } from '../../vendor/use-vendor.ts';

interface ViewDialogProps {
  /** The one to rename; null for a new one. */
  readonly view: SavedViewView | null;
  /** What the address asks for now. */
  readonly query: string;
  readonly views: readonly SavedViewView[];
  readonly onClose: () => void;
}
const NEW = 'new';

/** Names a view, or gives one that exists the filter on screen. */
export function ViewDialog({ view, query, views, onClose }: ViewDialogProps) {
  const form = useId();
  const first = useRef<HTMLInputElement>(null);
  const { vendor_id } = useVendor();
  const [into, setInto] = useState(NEW);
  const { busy, problems, onSubmit } = useSubmission({
    fields: ['name'],
    homes: { view_name_taken: 'name' },
    send: async ({ name }) => {
      const id = view?.id ?? (into === NEW ? null : into);
      const body = { ...(name !== '' && { name }), ...(view === null && { query }) };
      if (id === null) await call('createView', { params: { vendor_id }, body: { name, query } });
      else await call('updateView', { params: { vendor_id, id }, body });
      await queryClient.invalidateQueries({ queryKey: viewsQuery(vendor_id).queryKey });
      onClose();
    },
  });
  const options = [
    { value: NEW, label: 'A new view' },
    ...views.map(({ id, name }) => ({ value: id, label: `Instead of ${name}` })),
  ];
  return (
    <Dialog
      open
      onClose={onClose}
      title={view === null ? 'Save this view' : `Rename ${view.name}`}
      description="Everybody on the staff sees it."
      focusFirst={first}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button tone="primary" type="submit" form={form} busy={busy}>
            Save
          </Button>
        </>
      }
    >
      <form id={form} onSubmit={onSubmit} className="flex flex-col gap-4">
        {into === NEW && (
          <Field
            ref={first}
            name="name"
            label="Name"
            maxLength={60}
            required
            autoComplete="off"
            defaultValue={view?.name}
            error={problems.fields.name}
          />
        )}
        {view === null && views.length > 0 && (
          <Select label="Save as" value={into} options={options} onChange={setInto} />
        )}
        {problems.form !== null && <p className="field-error">{problems.form}</p>}
      </form>
    </Dialog>
  );
}
