import { useEffect, useState } from 'react';
import { live } from '../../lib/live/browser-live.ts';
import { KeyHint } from '../../ui/key-hint.tsx';
import { stateWordOf } from '../market/quote-state.tsx';
import type { Items, WatchView } from './use-watch-view.ts';

/** The quotes of a list that has just come are shown within a frame or two. */
const FIRST_COUNT_MS = 100;
const COUNT_MS = 2000;

/** How many symbols, in which states, and the keys that help here. */
export function TableFoot({ view }: { readonly view: WatchView }) {
  const states = useStates(view.items);
  const { length } = view.items;
  return (
    <div className="pane-foot">
      <span className="truncate">
        {length} {length === 1 ? 'symbol' : 'symbols'}
        {states !== '' && ` · ${states}`}
      </span>
      <span className="ml-auto flex gap-6 max-xl:hidden" aria-hidden="true">
        {view.state.view === undefined && <KeyHint keys={['j', 'k']}>move</KeyHint>}
        {view.state.view === 'map' && <KeyHint keys={['←', '→', '↑', '↓']}>move</KeyHint>}
        {view.state.view !== 'analytics' && <KeyHint keys={['Space']}>peek</KeyHint>}
        {view.state.view === undefined && <KeyHint keys={['e']}>note</KeyHint>}
        {view.state.view === undefined && <KeyHint keys={['b']}>alert</KeyHint>}
        <KeyHint keys={['?']}>all keys</KeyHint>
      </span>
    </div>
  );
}

function useStates(items: Items): string {
  const [text, setText] = useState('');
  useEffect(() => {
    const count = () => setText(statesOf(items));
    const soon = setTimeout(count, FIRST_COUNT_MS);
    const timer = setInterval(count, COUNT_MS);
    return () => {
      clearTimeout(soon);
      clearInterval(timer);
    };
  }, [items]);
  return text;
}

/** "16 trading, 1 stale, 1 halted". */
function statesOf(items: Items): string {
  const counts = new Map<string, number>();
  for (const item of items) {
    const word = stateWordOf(live.store.get(item.symbol));
    counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  return ['trading', 'stale', 'halted', 'closed', 'out of stock']
    .filter((word) => counts.has(word))
    .map((word) => `${counts.get(word)} ${word}`)
    .join(', ');
}
