import { useQuery } from '@tanstack/react-query';
import { Camera, X } from 'lucide-react';
import { type FormEvent, type ReactNode, type RefObject, useLayoutEffect, useRef, useState } from 'react';
import { type CollectibleKind, collectibleKinds } from '../../../../../contract/inventory-terms.ts';
import { gamesQuery, type Printing } from '../../../lib/queries/inventory-listing.ts';
import { useTitle } from '../../../lib/use-title.ts';
import { Button } from '../../../ui/button.tsx';
import { Checkbox } from '../../../ui/choices.tsx';
import { Select } from '../../../ui/select.tsx';
import { kindLabels } from '../stock/row.ts';
import { useVendor } from '../vendor/use-vendor.ts';
import { AddedList } from './add/added-list.tsx';
import { type Draft, emptyDraft, nextDraft, withPrinting } from './add/draft.ts';
import { PieceFields } from './add/piece-fields.tsx';
import { PrintingLine, PrintingSearch } from './add/printing-search.tsx';
import { useAdding } from './add/use-adding.ts';
import { DetailInputs } from './form/detail-inputs.tsx';
import { PhotoInput } from './photos/photo-input.tsx';
import './listing.css';
import './add/add.css';

const kindOptions = collectibleKinds.map((value) => ({ value, label: kindLabels[value] }));

/** One card after another: find it, say its state and price, Enter, and the next. */
export function AddPage() {
  const { vendor, can } = useVendor();
  useTitle(`Add · ${vendor.name}`);
  const search = useRef<HTMLInputElement>(null);
  const first = useRef<HTMLInputElement>(null);
  const adding = useAdding(() => search.current?.focus());
  const [only_set, setOnlySet] = useState(false);
  const { draft, replace } = adding;
  const by_hand = draft.kind !== 'card' || (draft.printing === null && draft.details['name'] !== '');
  const set_code = String(draft.details['set_code'] ?? '');
  const ready = by_hand || draft.printing !== null;
  useFocus(draft.printing === null ? search : first, draft.printing?.id ?? null);
  if (!can('createCollectible')) return <p className="page">Your role does not add to the stock.</p>;
  const save = (event: FormEvent) => {
    event.preventDefault();
    void adding.save();
  };
  return (
    <div className="page add">
      <h1 className="mb-4">Add to the stock</h1>
      <AddBar draft={draft} adding={adding}>
        {draft.kind === 'card' && !ready && set_code !== '' && (
          <Checkbox label={`Only ${set_code.toUpperCase()}`} checked={only_set} onChange={setOnlySet} />
        )}
      </AddBar>
      {draft.kind === 'card' && !ready && (
        <PrintingSearch
          // After each piece the search begins empty.
          key={adding.added.length}
          field={search}
          game={String(draft.details['game'] ?? '')}
          set={only_set ? set_code : ''}
          onPick={(printing: Printing) => replace(withPrinting(draft, printing))}
          onByHand={(name) => replace({ ...draft, details: { ...draft.details, name } })}
        />
      )}
      {ready && (
        <form className="grid gap-4" noValidate onSubmit={save}>
          {draft.printing ? (
            <Picked printing={draft.printing} onBack={() => replace(nextDraft(draft))} />
          ) : (
            <DetailInputs
              kind={draft.kind}
              values={draft.details}
              wrong={adding.wrong}
              onChange={(name, value) => adding.change({ details: { ...draft.details, [name]: value } })}
            />
          )}
          <PieceFields draft={draft} wrong={adding.wrong} change={adding.change} first={first} />
          {adding.problem !== null && (
            <p role="alert" className="text-danger">
              {adding.problem}
            </p>
          )}
          <AddFoot draft={draft} adding={adding} />
        </form>
      )}
      <AddedList added={adding.added} />
    </div>
  );
}

type Adding = ReturnType<typeof useAdding>;
interface PartProps {
  readonly draft: Draft;
  readonly adding: Adding;
}

/** What the whole pile has in common. */
function AddBar({ draft, adding, children }: PartProps & { readonly children: ReactNode }) {
  const { data: games = [] } = useQuery(gamesQuery);
  const game = String(draft.details['game'] ?? '');
  const known = games.some((one) => one.game === game) ? game : '';
  return (
    <div className="add-bar">
      <Select
        label="Kind"
        value={draft.kind}
        options={kindOptions}
        onChange={(kind: CollectibleKind) => adding.replace({ ...emptyDraft(kind), location_id: draft.location_id })}
      />
      {draft.kind === 'card' && games.length > 0 && (
        <Select
          label="Game"
          value={known}
          options={[{ value: '', label: 'Any game' }, ...games.map((one) => ({ value: one.game, label: one.name }))]}
          onChange={(next) => adding.change({ details: { ...draft.details, game: next } })}
        />
      )}
      <div className="add-graded">
        <Checkbox label="Graded" checked={draft.graded} onChange={(graded) => adding.change({ graded })} />
        {children}
      </div>
    </div>
  );
}

function Picked({ printing, onBack }: { readonly printing: Printing; readonly onBack: () => void }) {
  return (
    <div className="add-picked">
      <span className="min-w-0 grow">
        <PrintingLine printing={printing} />
      </span>
      <Button tone="ghost" onClick={onBack}>
        Another card
      </Button>
    </div>
  );
}

function AddFoot({ draft, adding }: PartProps) {
  const { photos } = draft;
  return (
    <div className="flex flex-wrap items-center gap-3">
      <Button tone="primary" type="submit" busy={adding.busy}>
        Add
      </Button>
      <PhotoInput
        label="Take a photo"
        camera
        busy={adding.busy}
        onFiles={(files) => adding.change({ photos: [...photos, ...files] })}
      >
        <Camera className="icon" aria-hidden="true" />
      </PhotoInput>
      {photos.length > 0 && (
        <Button size="small" tone="ghost" onClick={() => adding.change({ photos: [] })}>
          {photos.length} {photos.length === 1 ? 'photo' : 'photos'}
          <X className="icon-small" aria-hidden="true" />
          <span className="unseen">, leave out</span>
        </Button>
      )}
    </div>
  );
}

/** Where the hands go next: to the search, or to the first field once a printing is picked. */
function useFocus(field: RefObject<HTMLInputElement | null>, about: string | null): void {
  // At once, so that the next key already comes there.
  useLayoutEffect(() => {
    if (about !== undefined) field.current?.focus();
  }, [field, about]);
}
