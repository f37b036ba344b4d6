import { useNavigate } from '@tanstack/react-router';
import { ListFilter, Plus, TrendingUp } from 'lucide-react';
import { useState } from 'react';
import { openPalette } from '../../app/palette-state.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { topics } from '../identity/topics.ts';
import { addItems } from './change-items.ts';
import { createList } from './change-lists.ts';
import { ListIcon } from './list-icon.tsx';
import { tellRefusal } from './refusal.ts';

/** Of all topics, those an empty list offers. */
const OFFERED_MAX = 3;

/** A list without symbols: begin with a topic, or search. */
export function EmptyList({ list_id, name }: { readonly list_id: string; readonly name: string }) {
  return (
    <EmptyState
      icon={<TrendingUp className="icon" aria-hidden="true" />}
      title={`${name} is empty`}
      action={
        <>
          <TopicButtons list_id={list_id} />
          <Button tone="primary" onClick={() => openPalette('add')}>
            <Plus className="icon-small" aria-hidden="true" />
            Add symbol
          </Button>
        </>
      }
    >
      Add what you follow, by ticker or by name, or begin with one of these.
    </EmptyState>
  );
}

/** Starts a list with the symbols of a topic: the one given, or a new one of that name. */
export function TopicButtons({ list_id }: { readonly list_id: string | null }) {
  const navigate = useNavigate();
  const [busy, setBusy] = useState<string | null>(null);
  const start = async (name: string, symbols: readonly string[]) => {
    setBusy(name);
    try {
      if (list_id === null) await navigate({ to: '/w/$list', params: { list: await createList(name, symbols) } });
      else await addItems(list_id, symbols);
    } catch (error) {
      tellRefusal(`${name} was not made`, error);
    }
    setBusy(null);
  };
  return topics.slice(0, OFFERED_MAX).map(({ id, name, symbols }) => (
    <Button key={id} busy={busy === name} onClick={() => void start(name, symbols)}>
      <ListIcon name={name} className="icon-small" />
      {name}
    </Button>
  ));
}

/** The filter leaves nothing. */
export function NothingFound({
  filter,
  onClear,
}: {
  readonly filter: string | undefined;
  readonly onClear: () => void;
}) {
  return (
    <EmptyState
      icon={<ListFilter className="icon" aria-hidden="true" />}
      title={filter ? `Nothing in this list matches “${filter}”` : 'Nothing in this list matches the filter'}
      action={<Button onClick={onClear}>Clear the filter</Button>}
    />
  );
}
