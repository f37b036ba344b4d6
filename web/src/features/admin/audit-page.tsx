import { useQuery } from '@tanstack/react-query';
import { ScrollText } from 'lucide-react';
import { useState } from 'react';
import { formatDate, formatExchangeTime } from '../../lib/format/time.ts';
import { type AuditEvent, auditQuery } from '../../lib/queries/admin.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { AdminPage, Answer } from './admin-page.tsx';

const WORDS: Readonly<Record<string, string>> = {
  'admin.created': 'First administrator made',
  'user.changed': 'Account changed',
  'user.erased': 'Account erased',
  'split.added': 'Split entered',
  'split.removed': 'Split removed',
  'instrument.added': 'Instrument added',
  'instrument.changed': 'Instrument changed',
  'instrument.renamed': 'Instrument renamed',
  'price.corrected': 'Price corrected',
  'symbols.synced': 'Symbols read',
  'facts.replayed': 'Facts replayed',
  'backfill.started': 'Back-fill started',
};

/** Who did what, newest first; nothing is ever taken out of it. */
export function AuditPage() {
  /** Cursors of the pages before this one; the last is this page's own. */
  const [cursors, setCursors] = useState<readonly (string | null)[]>([null]);
  const answer = useQuery(auditQuery(cursors.at(-1) ?? null));
  const next = answer.data?.next_cursor ?? null;
  return (
    <AdminPage title="Audit log">
      <Answer answer={answer}>
        {({ events }) =>
          events.length === 0 ? (
            <EmptyState icon={<ScrollText className="icon" aria-hidden="true" />} title="Nothing yet">
              What administrators do is written down here.
            </EmptyState>
          ) : (
            <AuditTable events={events} />
          )
        }
      </Answer>
      {(next !== null || cursors.length > 1) && (
        <nav aria-label="Pages" className="mt-4 flex gap-2">
          <Button disabled={cursors.length === 1} onClick={() => setCursors(cursors.slice(0, -1))}>
            Newer
          </Button>
          <Button disabled={next === null} onClick={() => setCursors([...cursors, next])}>
            Older
          </Button>
        </nav>
      )}
    </AdminPage>
  );
}

function AuditTable({ events }: { readonly events: readonly AuditEvent[] }) {
  return (
    <div className="card overflow-hidden">
      <table className="admin-table">
        <thead>
          <tr>
            <th scope="col" className="w-40 max-md:w-28">
              When
            </th>
            <th scope="col">What</th>
            <th scope="col" className="w-64 max-md:hidden">
              Who
            </th>
          </tr>
        </thead>
        <tbody>
          {events.map((event) => (
            <tr key={event.id}>
              <td>
                <time dateTime={event.at}>
                  {formatDate(event.at, 'UTC')}
                  <span className="block text-12 text-muted">{formatExchangeTime(event.at, null)}</span>
                </time>
              </td>
              <td>
                <span className="font-medium">{WORDS[event.action] ?? event.action}</span>
                <span> {subjectOf(event)}</span>
                <span className="block text-12 text-muted">{detailOf(event)}</span>
                <span className="block text-12 text-muted md:hidden">{whoOf(event)}</span>
              </td>
              <td className="max-md:hidden">{whoOf(event)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function detailOf({ detail }: AuditEvent): string {
  return Object.entries(detail)
    .filter(([name]) => name !== 'symbol')
    .map(([name, value]) => `${name.replaceAll('_', ' ')}: ${value.replace(' > ', ' → ')}`)
    .join(', ');
}

/** An account by its address, an instrument by its symbol. */
function subjectOf({ subject, detail }: AuditEvent): string {
  return subject ?? detail['symbol']?.replace(' > ', ' → ') ?? '';
}

function whoOf({ actor, actor_id }: AuditEvent): string {
  return actor ?? (actor_id === null ? 'The program itself' : 'An account that is erased');
}
