import { Bookmark, ChevronDown, Folder, ListFilter, X } from 'lucide-react';
import type { ReactElement, RefObject } from 'react';
import { IconButton } from '../../ui/icon-button.tsx';
import { Menu, MenuChoices } from '../../ui/menu.tsx';
import { flagChoices } from './item-fields.ts';
import { sectionsOf } from './sections.ts';
import type { WatchView } from './use-watch-view.ts';

/** No filter of this kind. */
const ALL = 'all';
const flagOptions = [
  { value: ALL, label: 'Any or none' },
  { value: 'any', label: 'Any flag' },
  ...flagChoices,
] as const;

interface FilterRowProps {
  readonly view: WatchView;
  readonly input: RefObject<HTMLInputElement | null>;
  readonly onClose: () => void;
}

/** The filter, under the bar while it is in use: words, a flag, a section. */
export function FilterRow({ view, input, onClose }: FilterRowProps) {
  const close = () => {
    view.show({ filter: undefined, flag: undefined, section: undefined });
    onClose();
  };
  return (
    <div className="pane-bar filter-bar">
      <div className="input h-8 min-h-8">
        <ListFilter className="icon-small text-muted" aria-hidden="true" />
        <input
          ref={input}
          aria-label="Filter this list"
          placeholder="Symbol, name or note"
          value={view.state.filter ?? ''}
          onChange={(event) => view.show({ filter: event.target.value })}
          onKeyDown={(event) => event.key === 'Escape' && close()}
        />
        <output className="input-unit">
          {view.items.length} of {view.own.length}
        </output>
      </div>
      <FlagMenu view={view} />
      <SectionMenu view={view} />
      <IconButton label="Clear the filter" small onClick={close}>
        <X className="icon" aria-hidden="true" />
      </IconButton>
    </div>
  );
}

function FlagMenu({ view }: { readonly view: WatchView }) {
  const value = view.state.flag ?? ALL;
  const label = flagOptions.find((choice) => choice.value === value)?.label ?? '';
  return (
    <Menu
      align="end"
      trigger={
        <FilterButton
          name="Flag"
          value={value === ALL ? null : label}
          icon={<Bookmark className="icon-small" aria-hidden="true" />}
        />
      }
    >
      <MenuChoices
        label="Flag"
        value={value}
        options={flagOptions}
        onChange={(next) => view.show({ flag: next === ALL ? undefined : next })}
      />
    </Menu>
  );
}

function SectionMenu({ view }: { readonly view: WatchView }) {
  const { section } = view.state;
  const names = sectionsOf(view.own);
  if (names.length === 0 && section === undefined) return null;
  const options = [{ value: '', label: 'All sections' }, ...names.map((name) => ({ value: name, label: name }))];
  return (
    <Menu
      align="end"
      trigger={
        <FilterButton
          name="Section"
          value={section ?? null}
          icon={<Folder className="icon-small" aria-hidden="true" />}
        />
      }
    >
      <MenuChoices
        label="Section"
        value={section ?? ''}
        options={options}
        onChange={(next) => view.show({ section: next === '' ? undefined : next })}
      />
    </Menu>
  );
}

interface FilterButtonProps {
  readonly name: string;
  /** What is asked for; null for no filter of this kind. */
  readonly value: string | null;
  readonly icon: ReactElement;
}

/** Opens one part of the filter and says what it is set to. The menu hands in how it opens. */
function FilterButton({ name, value, icon, ...trigger }: FilterButtonProps) {
  return (
    <button {...trigger} type="button" className="button button-small filter-button" data-set={value !== null}>
      {icon}
      <span className="truncate">{value ?? name}</span>
      {value !== null && <span className="unseen"> ({name})</span>}
      <ChevronDown className="icon-small" aria-hidden="true" />
    </button>
  );
}
