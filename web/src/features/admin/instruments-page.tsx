import { useQuery, useQueryClient } from '@tanstack/react-query';
import { CandlestickChart, Plus, Search } from 'lucide-react';
import { useDeferredValue, useState } from 'react';
import { adminStocksQuery, type Stock } from '../../lib/queries/admin.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { AdminPage, Answer } from './admin-page.tsx';
import { CorrectionDialog } from './correction-dialog.tsx';
import { AddInstrumentDialog, EditInstrumentDialog } from './instrument-dialogs.tsx';
import { InstrumentRow } from './instrument-row.tsx';

/** What a dialog is open for: a new instrument, or one of those there are. */
type Opened = { readonly kind: 'add' } | { readonly kind: 'edit' | 'correct'; readonly symbol: string };

/** Instruments: finding them, adding and editing them, and putting a wrong price right. */
export function InstrumentsPage() {
  const [typed, setTyped] = useState('');
  const [opened, setOpened] = useState<Opened | null>(null);
  const q = useDeferredValue(typed.trim());
  const answer = useQuery(adminStocksQuery(q));
  const queryClient = useQueryClient();
  const close = () => {
    setOpened(null);
    void queryClient.invalidateQueries({ queryKey: ['admin', 'stocks'] });
  };
  return (
    <AdminPage
      title="Instruments"
      actions={
        <Button tone="primary" onClick={() => setOpened({ kind: 'add' })}>
          <Plus className="icon" aria-hidden="true" />
          Add instrument
        </Button>
      }
    >
      <SearchField value={typed} onChange={setTyped} />
      <Answer answer={answer}>
        {(stocks) =>
          stocks.length === 0 ? (
            <EmptyState icon={<CandlestickChart className="icon" aria-hidden="true" />} title="No such instrument">
              Nothing is called “{q}”. Add it, if it should be there.
            </EmptyState>
          ) : (
            <InstrumentTable stocks={stocks} onOpen={setOpened} />
          )
        }
      </Answer>
      {opened?.kind === 'add' && (
        <AddInstrumentDialog
          onClose={close}
          onAdded={(symbol) => {
            setTyped(symbol);
            close();
          }}
        />
      )}
      {opened?.kind === 'edit' && <EditInstrumentDialog symbol={opened.symbol} onClose={close} />}
      {opened?.kind === 'correct' && <CorrectionDialog symbol={opened.symbol} onClose={close} />}
    </AdminPage>
  );
}

function SearchField({ value, onChange }: { readonly value: string; readonly onChange: (value: string) => void }) {
  return (
    <label className="input mb-4 max-w-[384px]">
      <Search className="icon text-muted" aria-hidden="true" />
      <span className="unseen">Symbol or name</span>
      <input
        type="search"
        value={value}
        placeholder="Symbol or name"
        autoComplete="off"
        onChange={(event) => onChange(event.target.value)}
      />
    </label>
  );
}

interface InstrumentTableProps {
  readonly stocks: readonly Stock[];
  readonly onOpen: (opened: Opened) => void;
}

function InstrumentTable({ stocks, onOpen }: InstrumentTableProps) {
  return (
    <div className="card overflow-hidden">
      <table className="admin-table">
        <thead>
          <tr>
            <th scope="col">Instrument</th>
            <th scope="col" className="w-28 max-md:hidden">
              Kind
            </th>
            <th scope="col" className="w-28 max-md:hidden">
              Venue
            </th>
            <th scope="col" className="number w-36">
              Price
            </th>
            <th scope="col" className="w-32 pl-6! max-md:hidden">
              Status
            </th>
            <th scope="col" className="w-14">
              <span className="sr-only">Actions</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {stocks.map((stock) => (
            <InstrumentRow
              key={stock.symbol}
              stock={stock}
              onEdit={() => onOpen({ kind: 'edit', symbol: stock.symbol })}
              onCorrect={() => onOpen({ kind: 'correct', symbol: stock.symbol })}
            />
          ))}
        </tbody>
      </table>
    </div>
  );
}
