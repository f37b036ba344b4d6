import { Dialog } from '@base-ui/react/dialog';
import { Search, SearchX } from 'lucide-react';
import { type KeyboardEvent, type RefObject, useEffect, useId, useRef, useState } from 'react';
import { closePalette, type PaletteMode } from '../../../app/palette-state.ts';
import { useWatch } from '../../../lib/live/hooks.ts';
import { messageOf } from '../../../lib/problems.ts';
import { usePatientEnter } from '../../../lib/use-patient-enter.ts';
import { Banner } from '../../../ui/banner.tsx';
import { Button } from '../../../ui/button.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { KeyHint } from '../../../ui/key-hint.tsx';
import { Skeleton, useWaited } from '../../../ui/skeleton.tsx';
import { PaletteEntry } from './palette-entry.tsx';
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
  const [line, setLine] = useState('');
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

interface PaletteFieldProps extends BodyProps {
  /** Name of the list that `add` adds to. */
  readonly list: string;
  readonly line: string;
  readonly onType: (line: string) => void;
  readonly onStep: (by: number) => void;
  readonly onEnter: () => void;
  /** Ids of the results, and of the one that Enter takes. */
  readonly controls: string;
  readonly active: string | undefined;
  readonly fetching: boolean;
}

/** The field keeps the focus; the arrow keys walk through the results. */
function PaletteField(props: PaletteFieldProps) {
  const { input, mode, list, line, onType, onStep, onEnter, controls, active, fetching } = props;
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1, PageDown: 5, PageUp: -5 }[event.key];
    if (event.nativeEvent.isComposing || (step === undefined && event.key !== 'Enter')) return;
    event.preventDefault();
    if (step === undefined) onEnter();
    else onStep(step);
  };
  return (
    <div className="palette-field">
      <Search className="icon text-muted" aria-hidden="true" />
      <input
        ref={input}
        role="combobox"
        aria-label={mode === 'add' ? `Add symbols to ${list}` : 'Search or type a command'}
        aria-expanded={active !== undefined}
        aria-controls={controls}
        aria-activedescendant={active}
        aria-autocomplete="list"
        autoComplete="off"
        spellCheck={false}
        placeholder={mode === 'add' ? `Add to ${list}: ticker or name` : 'Search or type a command'}
        value={line}
        onChange={(event) => onType(event.target.value)}
        onKeyDown={onKeyDown}
      />
      {fetching && <FetchingMark />}
      <Dialog.Close className="palette-close" aria-label="Close, Esc">
        <kbd>Esc</kbd>
      </Dialog.Close>
    </div>
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

function FetchingMark() {
  return useWaited(true) ? <span className="spinner text-muted" aria-hidden="true" /> : null;
}

interface NoticeProps {
  readonly search: ReturnType<typeof usePalette>['search'];
  readonly words: string;
  readonly empty: boolean;
}

function PaletteNotice({ search, words, empty }: NoticeProps) {
  const waited = useWaited(search.isPending);
  if (search.isError) {
    return (
      <Banner
        tone="danger"
        action={
          <Button size="small" onClick={() => void search.refetch()}>
            Try again
          </Button>
        }
      >
        {messageOf(search.error)}
      </Banner>
    );
  }
  if (waited) {
    return (
      <div className="flex flex-col gap-5 p-4" aria-busy="true">
        {[220, 180, 260, 200].map((width) => (
          <Skeleton key={width} width={width} />
        ))}
      </div>
    );
  }
  if (!empty || search.isPending || search.isFetching || words === '') return null;
  return (
    <EmptyState icon={<SearchX className="icon" aria-hidden="true" />} title={`No match for “${words}”`}>
      Try the ticker, or the beginning of the name. One wrong letter is fine.
    </EmptyState>
  );
}

interface FootProps {
  readonly mode: PaletteMode;
  readonly list: string | undefined;
  readonly active: Entry | undefined;
}

function PaletteFoot({ mode, list, active }: FootProps) {
  const enter = active?.kind === 'stock' ? (mode === 'add' ? `add to ${list ?? 'the list'}` : 'open') : 'run';
  return (
    <div className="palette-foot">
      <KeyHint keys={['↑', '↓']}>move</KeyHint>
      <KeyHint keys={['Enter']}>{enter}</KeyHint>
      <span className="ml-auto truncate max-md:hidden">
        {mode === 'add' ? (
          'Enter adds and stays for the next'
        ) : (
          <>
            Try <b>apple</b>, <b>btc</b>, <b>note sym text</b>
          </>
        )}
      </span>
    </div>
  );
}
