import { Dialog } from '@base-ui/react/dialog';
import { type RefObject, useEffect, useId, useLayoutEffect, useRef, useState } from 'react';
import { closePalette, type PaletteMode, typedAhead } from '../../../app/palette-state.ts';
import { useWatch } from '../../../lib/live/hooks.ts';
import { usePatientEnter } from '../../../lib/use-patient-enter.ts';
import { PaletteEntry } from './palette-entry.tsx';
import { PaletteField } from './palette-field.tsx';
import { PaletteFoot, PaletteNotice } from './palette-notice.tsx';
import { type Entry, type Group, usePalette } from './use-palette.ts';
import './palette.css';

/** Search and commands in one field; in the mode `add` what is chosen goes into the list on screen, one after another. */
export function Palette({ mode }: { readonly mode: PaletteMode }) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <Dialog.Root open onOpenChange={(open) => !open && closePalette()}>
      <Dialog.Portal>
        <Dialog.Backdrop className="scrim" />
        <Dialog.Popup
          className="palette"
          initialFocus={input}
          aria-label={mode === 'add' ? 'Add symbols' : 'Search and commands'}
        >
          <PaletteBody key={mode} mode={mode} input={input} />
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

interface BodyProps {
  readonly mode: PaletteMode;
  readonly input: RefObject<HTMLInputElement | null>;
}

function PaletteBody({ mode, input }: BodyProps) {
  const id = useId();
  const [line, setLine] = useState(typedAhead);
  // At once, so that the next key already comes here.
  useLayoutEffect(() => input.current?.focus(), [input]);
  const [chosen, setChosen] = useState(0);
  const { groups, search, list, words, current } = usePalette(line, mode);
  const entries = groups.flatMap((group) => group.entries);
  const active = entries[Math.min(chosen, entries.length - 1)];
  useWatch(entries.flatMap((entry) => (entry.kind === 'stock' ? [entry.stock.symbol] : [])));
  useEffect(() => {
    if (active) document.getElementById(`${id}-${active.id}`)?.scrollIntoView({ block: 'nearest' });
  }, [active, id]);
  const enter = usePatientEnter(line, current, () => active?.run());
  const type = (text: string) => {
    setLine(text);
    setChosen(0);
  };
  return (
    <>
      <PaletteField
        input={input}
        mode={mode}
        list={list?.name ?? 'the list'}
        line={line}
        onType={type}
        onStep={(by) => setChosen(stepped(Math.min(chosen, entries.length - 1), by, entries.length))}
        onEnter={enter}
        onAdd={() => active?.kind === 'stock' && active.add?.()}
        controls={`${id}-entries`}
        active={active && `${id}-${active.id}`}
        fetching={search.isFetching}
      />
      <output className="unseen">{search.isFetching ? '' : `${entries.length} results`}</output>
      <div className="palette-list">
        <PaletteNotice search={search} words={words} empty={!entries.some((entry) => entry.kind === 'stock')} />
        <PaletteGroups
          id={id}
          groups={groups}
          active={active}
          words={words}
          mode={mode}
          onPoint={(entry) => setChosen(entries.indexOf(entry))}
        />
      </div>
      <PaletteFoot mode={mode} list={list?.name} active={active} />
    </>
  );
}

/** Round from either end. */
function stepped(from: number, by: number, count: number): number {
  return count === 0 ? 0 : (((from + by) % count) + count) % count;
}

interface GroupsProps {
  readonly id: string;
  readonly groups: readonly Group[];
  readonly active: Entry | undefined;
  readonly words: string;
  readonly mode: PaletteMode;
  readonly onPoint: (entry: Entry) => void;
}

function PaletteGroups({ id, groups, active, words, mode, onPoint }: GroupsProps) {
  return (
    // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- the list of a combobox, whose lines hold more than text
    <div id={`${id}-entries`} role="listbox" aria-label="Results">
      {groups.map((group) => (
        // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- a part of the list above
        <div key={group.title} role="group" aria-label={group.title}>
          <div className="palette-title" aria-hidden="true">
            {group.title}
          </div>
          {group.entries.map((entry) => (
            <PaletteEntry
              key={entry.id}
              id={`${id}-${entry.id}`}
              entry={entry}
              active={entry === active}
              words={words}
              mode={mode}
              onPoint={() => onPoint(entry)}
            />
          ))}
        </div>
      ))}
    </div>
  );
}
