import { useQuery } from '@tanstack/react-query';
import { Plus, Search } from 'lucide-react';
import { useDeferredValue, useId, useState } from 'react';
import { usePatientEnter } from '../../lib/use-patient-enter.ts';
import { stocksQuery } from '../../lib/queries/market.ts';

const HITS = 5;

/** "Or name one thing": finds what is typed, typos and all; Enter takes the first match. */
export function NameOne({ onChoose }: { readonly onChoose: (symbol: string) => void }) {
  const [typed, setTyped] = useState('');
  const id = useId();
  const asked = useDeferredValue(typed.trim());
  const { data, isPlaceholderData } = useQuery({ ...stocksQuery({ q: asked, limit: HITS }), enabled: asked !== '' });
  const hits = asked === '' ? [] : (data ?? []);
  const choose = (symbol: string) => {
    onChoose(symbol);
    setTyped('');
  };
  const current = asked === typed.trim() && data !== undefined && !isPlaceholderData;
  const enter = usePatientEnter(typed, current, () => hits[0] && choose(hits[0].symbol));
  return (
    <div className="field">
      <label className="field-label" htmlFor={id}>
        Or name one thing
      </label>
      <div className="input">
        <Search className="icon text-muted" aria-hidden="true" />
        <input
          id={id}
          type="search"
          value={typed}
          maxLength={80}
          autoComplete="off"
          spellCheck={false}
          placeholder="Symbol, company, coin or index"
          aria-describedby={`${id}-count`}
          onChange={(event) => setTyped(event.target.value)}
          onKeyDown={(event) => {
            if (event.key !== 'Enter' || typed.trim() === '') return;
            event.preventDefault();
            enter();
          }}
        />
      </div>
      <output id={`${id}-count`} className="unseen">
        {asked === '' ? '' : `${hits.length} matches`}
      </output>
      {asked !== '' && (
        <ul className="card overflow-hidden" aria-label="Matches">
          {hits.map((hit) => (
            <li key={hit.symbol} className="border-b border-hairline last:border-b-0">
              <button
                type="button"
                className="flex min-h-9 w-full items-center gap-3 px-3 text-left hover:bg-hover max-md:min-h-11"
                onClick={() => choose(hit.symbol)}
              >
                <b className="w-22 flex-none font-semibold">{hit.symbol}</b>
                <span className="min-w-0 grow truncate text-muted">{hit.name}</span>
                <Plus className="icon text-accent" aria-hidden="true" />
              </button>
            </li>
          ))}
          {data?.length === 0 && <li className="px-3 py-2 text-muted">No match for “{asked}”.</li>}
        </ul>
      )}
    </div>
  );
}
