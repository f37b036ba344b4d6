import { useQuery } from '@tanstack/react-query';
import { useId, useRef, useState } from 'react';
import { call } from '../../../../lib/api.ts';
import { locationsQuery } from '../../../../lib/queries/inventory.ts';
import { levelsQuery } from '../../../../lib/queries/stock.ts';
import { useSubmission } from '../../../../lib/use-submission.ts';
import { Button } from '../../../../ui/button.tsx';
import { Dialog } from '../../../../ui/dialog.tsx';
import { Field } from '../../../../ui/field.tsx';
import { Segments } from '../../../../ui/segments.tsx';
import { Select } from '../../../../ui/select.tsx';
import { notify } from '../../../../ui/toast.tsx';
import { useVendor } from '../../vendor/use-vendor.ts';
import { countAgain, readRow } from '../edit/stock-cache.ts';
import type { StockRow } from '../row.ts';

export type MoveKind = 'receiveStock' | 'adjustStock' | 'transferStock' | 'writeOffStock';
export const moveKinds: readonly { readonly value: MoveKind; readonly label: string }[] = [
  { value: 'receiveStock', label: 'Receive' },
  { value: 'adjustStock', label: 'Correct' },
  { value: 'transferStock', label: 'Transfer' },
  { value: 'writeOffStock', label: 'Write off' },
];

interface MovementDialogProps {
  readonly row: StockRow;
  readonly kind: MoveKind;
  readonly onClose: () => void;
}

/** Moves stock of one listing, at one location, with a reason. */
export function MovementDialog({ row, kind: first, onClose }: MovementDialogProps) {
  const form = useId();
  const quantity = useRef<HTMLInputElement>(null);
  const { can } = useVendor();
  const [kind, setKind] = useState(first);
  const place = usePlaces(row);
  const { level } = place;
  const correcting = kind === 'adjustStock';
  const { busy, problems, onSubmit } = useMove({ row, kind, place, onClose });
  const kinds = moveKinds.filter(({ value }) => can(value) && (value !== 'transferStock' || place.options.length > 1));
  return (
    <Dialog
      open
      onClose={onClose}
      title={`Stock of ${row.title}`}
      focusFirst={quantity}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button tone="primary" type="submit" form={form} busy={busy}>
            {moveKinds.find(({ value }) => value === kind)?.label}
          </Button>
        </>
      }
    >
      <form id={form} className="flex flex-col gap-4" onSubmit={onSubmit} key={kind} noValidate>
        <Segments label="What happens" value={kind} options={kinds} onChange={setKind} />
        <Places kind={kind} place={place} />
        <output className="text-muted">
          {level.on_hand} on hand = {level.reserved} held + {level.allocated} allocated + {level.available} free
        </output>
        <Field
          ref={quantity}
          name="quantity"
          label={correcting ? 'On hand now' : 'Pieces'}
          inputMode="numeric"
          autoComplete="off"
          defaultValue={correcting ? level.on_hand : ''}
          error={problems.fields.quantity}
        />
        <Field
          name="reason"
          label={needsReason(kind) ? 'Reason' : 'Reason, if there is one'}
          maxLength={300}
          autoComplete="off"
          error={problems.fields.reason}
        />
        {problems.form !== null && (
          <p className="field-error" role="alert">
            {problems.form}
          </p>
        )}
      </form>
    </Dialog>
  );
}

interface PlacesProps {
  readonly kind: MoveKind;
  readonly place: ReturnType<typeof usePlaces>;
}

/** From where to where, in a shop of several locations. */
function Places({ kind, place }: PlacesProps) {
  const { from, to } = place;
  return (
    <>
      {place.options.length > 1 && (
        <Select
          label={kind === 'transferStock' ? 'From' : 'Location'}
          value={from}
          options={place.options}
          onChange={place.setFrom}
        />
      )}
      {kind === 'transferStock' && (
        <Select
          label="To"
          value={to}
          options={place.options.filter(({ value }) => value !== from)}
          onChange={place.setTo}
        />
      )}
    </>
  );
}

/** Corrections and losses stand in the ledger with their reason. */
function needsReason(kind: MoveKind): boolean {
  return kind === 'adjustStock' || kind === 'writeOffStock';
}

/** Sends the movement; what is wrong stands beside its field. */
function useMove({ row, kind, place, onClose }: MovementDialogProps & Pick<PlacesProps, 'place'>) {
  const { from, to, level } = place;
  const correcting = kind === 'adjustStock';
  return useSubmission({
    fields: ['quantity', 'reason'],
    check: ({ quantity, reason }) => ({
      ...(wrongNumber(quantity, correcting ? 0 : 1) && { quantity: 'A whole number of pieces.' }),
      ...(correcting && Number(quantity) === level.on_hand && { quantity: 'That is what is there already.' }),
      ...(needsReason(kind) && reason.trim() === '' && { reason: 'Say why: it stands in the ledger.' }),
    }),
    send: async ({ quantity, reason }) => {
      const count = Number(quantity);
      await move({
        kind,
        vendor_id: row.vendor_id,
        listing_id: row.id,
        from,
        to,
        count,
        seen: level.on_hand,
        reason: reason.trim(),
      });
      await readRow(row.vendor_id, row.id).catch(() => undefined);
      countAgain(row.vendor_id);
      notify(`Stock of ${row.title} moved`);
      onClose();
    },
  });
}

const nothing = { on_hand: 0, reserved: 0, allocated: 0, available: 0 };

/** Where the pieces lie, and which places the movement is about. */
function usePlaces(row: StockRow) {
  const locations = useQuery(locationsQuery(row.vendor_id)).data ?? [];
  const levels = useQuery(levelsQuery(row.vendor_id, row.id)).data?.stock ?? [];
  const [chosen, setFrom] = useState<string | null>(null);
  const [other, setTo] = useState<string | null>(null);
  const fullest = [...levels].sort((left, right) => right.on_hand - left.on_hand)[0]?.location_id;
  const from = chosen ?? fullest ?? locations[0]?.id ?? '';
  const to = other !== null && other !== from ? other : (locations.find(({ id }) => id !== from)?.id ?? '');
  const level = levels.find(({ location_id }) => location_id === from) ?? (levels.length === 0 ? row : nothing);
  const options = locations.map(({ id, name }) => ({ value: id, label: name }));
  return { options, from, to, level, setFrom, setTo };
}

function wrongNumber(text: string, least: number): boolean {
  return !/^\d{1,7}$/.test(text.trim()) || Number(text) < least;
}

interface Move {
  readonly kind: MoveKind;
  readonly vendor_id: string;
  readonly listing_id: string;
  readonly from: string;
  readonly to: string;
  readonly count: number;
  /** What the person saw on hand there. */
  readonly seen: number;
  readonly reason: string;
}

async function move({ kind, vendor_id, listing_id, from, to, count, seen, reason }: Move): Promise<void> {
  const params = { vendor_id };
  const piece = { listing_id, location_id: from, reason };
  if (kind === 'receiveStock') await call(kind, { params, body: { ...piece, quantity: count } });
  else if (kind === 'writeOffStock') await call(kind, { params, body: { ...piece, quantity: count } });
  else if (kind === 'adjustStock')
    await call(kind, { params, body: { ...piece, change: count - seen, expected_on_hand: seen } });
  else
    await call(kind, {
      params,
      body: { listing_id, from_location_id: from, to_location_id: to, quantity: count, reason },
    });
}
