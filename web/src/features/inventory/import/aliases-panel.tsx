import { X } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { conditions } from '../../../../../contract/inventory-terms.ts';
import type { StockImportView } from '../../../lib/queries/inventory-imports.ts';
import { Button } from '../../../ui/button.tsx';
import { Field } from '../../../ui/field.tsx';
import { IconButton } from '../../../ui/icon-button.tsx';
import { Select } from '../../../ui/select.tsx';
import type { ImportActions } from './use-import.ts';

export type Condition = (typeof conditions)[number];
export const conditionOptions = conditions.map((value) => ({ value, label: value }));

interface AliasesPanelProps {
  readonly one: StockImportView;
  readonly actions: ImportActions;
}

/** What the file's own words for conditions mean. */
export function AliasesPanel({ one, actions }: AliasesPanelProps) {
  const { condition_aliases } = one;
  return (
    <section className="card import-card" aria-labelledby="import-aliases">
      <h2 id="import-aliases" className="import-card-head">
        Words for conditions
        {condition_aliases.length > 0 && <span className="import-count">{condition_aliases.length}</span>}
      </h2>
      <div className="import-card-body">
        <p className="mb-3 max-w-[64ch] text-muted">
          The words of known programs are understood. Say here what yours mean; “LP” is the second best of five with
          TCGplayer and the fifth of seven with Cardmarket. The word itself is kept beside.
        </p>
        {condition_aliases.length > 0 && (
          <ul className="mb-3 flex flex-wrap gap-2" aria-label="Words for conditions">
            {condition_aliases.map(({ from, to }) => (
              <li key={from} className="import-alias">
                {from} <span aria-label="is">→</span> <b>{to}</b>
                <IconButton
                  label={`Forget ${from}`}
                  small
                  onClick={() =>
                    actions.change({ condition_aliases: condition_aliases.filter((alias) => alias.from !== from) })
                  }
                >
                  <X className="icon-small" aria-hidden="true" />
                </IconButton>
              </li>
            ))}
          </ul>
        )}
        <AddAlias
          onAdd={(from, to) =>
            actions.change({
              condition_aliases: [...condition_aliases.filter((alias) => alias.from !== from), { from, to }],
            })
          }
        />
      </div>
    </section>
  );
}

function AddAlias({ onAdd }: { readonly onAdd: (from: string, to: Condition) => void }) {
  const [from, setFrom] = useState('');
  const [to, setTo] = useState<Condition>('NM');
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault();
    if (from.trim() === '') return;
    onAdd(from.trim(), to);
    setFrom('');
  };
  return (
    <form className="import-add" onSubmit={onSubmit}>
      <Field label="Word in the file" value={from} maxLength={80} onChange={(event) => setFrom(event.target.value)} />
      <Select label="Means" value={to} options={conditionOptions} onChange={setTo} />
      <Button type="submit">Add</Button>
    </form>
  );
}
