import { useQuery } from '@tanstack/react-query';
import { RadioTower } from 'lucide-react';
import { useNow } from '../../app/use-now.ts';
import { formatWhole } from '../../lib/format/number.ts';
import { formatAgo } from '../../lib/format/time.ts';
import { type PriceProvider, providersQuery } from '../../lib/queries/admin.ts';
import { Badge } from '../../ui/badge.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { AdminPage, Answer } from './admin-page.tsx';

const CONDITIONS = {
  starting: { word: 'Starting', tone: 'neutral' },
  working: { word: 'Works', tone: 'ok' },
  standby: { word: 'Stands by', tone: 'neutral' },
  limited: { word: 'Waits for its limit', tone: 'warn' },
  failing: { word: 'Fails', tone: 'danger' },
  stopped: { word: 'Stopped', tone: 'danger' },
} as const;
const BREAKERS = { closed: null, open: 'not asked for a while', half_open: 'one question decides' } as const;
const STREAMS = { connecting: 'stream connects', open: 'stream open', closed: 'stream closed' } as const;

/** Where prices come from, in the order of priority: how each source does, and what is left of its quota. */
export function ProvidersPage() {
  const answer = useQuery(providersQuery);
  return (
    <AdminPage title="Providers">
      <Answer answer={answer}>
        {(providers) =>
          providers.length === 0 ? (
            <EmptyState
              icon={<RadioTower className="icon" aria-hidden="true" />}
              title="No provider has been asked yet"
            >
              Wait until the feed has started.
            </EmptyState>
          ) : (
            <div className="card overflow-hidden">
              <table className="admin-table">
                <thead>
                  <tr>
                    <th scope="col">Provider</th>
                    <th scope="col" className="w-36">
                      State
                    </th>
                    <th scope="col" className="number w-32 max-md:hidden">
                      Instruments
                    </th>
                    <th scope="col" className="number w-36 max-md:hidden">
                      Last worked
                    </th>
                    <th scope="col" className="w-40 max-md:hidden">
                      Quota left
                    </th>
                  </tr>
                </thead>
                <tbody>
                  {providers.map((provider) => (
                    <ProviderRow key={provider.name} provider={provider} />
                  ))}
                </tbody>
              </table>
            </div>
          )
        }
      </Answer>
    </AdminPage>
  );
}

function ProviderRow({ provider }: { readonly provider: PriceProvider }) {
  const now_ms = useNow(10_000);
  const { name, condition, message, instruments, worked_at, quota } = provider;
  const { word, tone } = CONDITIONS[condition];
  return (
    <tr>
      <th scope="row">
        <span className="font-semibold">{name}</span>
        <span className="block text-12 text-muted">{traitsOf(provider)}</span>
        {message !== null && <span className="block text-12 text-danger">{message}</span>}
      </th>
      <td>
        <Badge tone={tone}>{word}</Badge>
      </td>
      <td className="number max-md:hidden">{formatWhole(instruments)}</td>
      <td className="number max-md:hidden">{worked_at === null ? '—' : formatAgo(worked_at, now_ms)}</td>
      <td className="max-md:hidden">
        {quota === null ? (
          <span className="text-muted">No limit</span>
        ) : (
          <>
            {formatWhole(quota.left)} of {formatWhole(quota.limit)}
            <progress
              className="admin-progress mt-1"
              value={quota.left}
              max={quota.limit}
              aria-label={`Quota of ${name}`}
            />
          </>
        )}
      </td>
    </tr>
  );
}

function traitsOf({ simulated, delay_ms, breaker, stream }: PriceProvider): string {
  const traits = [
    simulated ? 'simulated' : null,
    delay_ms > 0 ? `${formatWhole(Math.round(delay_ms / 60_000))} min late` : 'live',
    stream === null ? null : STREAMS[stream],
    BREAKERS[breaker],
  ];
  return traits.filter((trait) => trait !== null).join(', ');
}
