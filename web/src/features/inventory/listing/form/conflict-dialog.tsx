import type { Listing } from '../../../../lib/queries/inventory-listing.ts';
import { Button } from '../../../../ui/button.tsx';
import { Dialog } from '../../../../ui/dialog.tsx';
import { useVendor } from '../../vendor/use-vendor.ts';
import { fieldWord, valueWord } from '../history/field-words.ts';
import type { Conflict, useListingForm } from './use-listing-form.ts';

interface ConflictDialogProps {
  readonly listing: Listing;
  readonly conflict: Conflict;
  readonly form: Pick<ReturnType<typeof useListingForm>, 'keepMine' | 'keepTheirs' | 'busy'>;
}

/** Somebody else changed the same fields while one typed: both values, and the choice. */
export function ConflictDialog({ listing, conflict, form }: ConflictDialogProps) {
  const { money } = useVendor();
  const said = { currency: listing.currency, money };
  return (
    <Dialog
      open
      onClose={form.keepTheirs}
      title="Changed while you typed"
      description="Somebody else saved these fields meanwhile. Whatever you choose, the rest of your changes is kept."
      footer={
        <>
          <Button onClick={form.keepTheirs}>Keep theirs</Button>
          <Button tone="primary" busy={form.busy} onClick={form.keepMine}>
            Save mine
          </Button>
        </>
      }
    >
      <table className="listing-clashes">
        <thead>
          <tr>
            <th scope="col">Field</th>
            <th scope="col">Now</th>
            <th scope="col">Yours</th>
          </tr>
        </thead>
        <tbody>
          {conflict.clashes.map(({ field, current, yours }) => (
            <tr key={field}>
              <th scope="row">{fieldWord(field)}</th>
              <td>{valueWord(field, current, said)}</td>
              <td>{valueWord(field, yours, said)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Dialog>
  );
}
