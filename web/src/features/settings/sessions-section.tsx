import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Monitor, Terminal } from 'lucide-react';
import { useNow } from '../../app/use-now.ts';
import { call } from '../../lib/api.ts';
import type { ReplyOf } from '../../../../contract/schemas.ts';
import { formatAgo } from '../../lib/format/time.ts';
import { messageOf } from '../../lib/problems.ts';
import { sessionsQuery } from '../../lib/queries/identity.ts';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { notify, notifyError } from '../../ui/toast.tsx';
import { clientName } from './client-name.ts';
import { SettingsSection } from './settings-section.tsx';

type Session = ReplyOf<'listSessions'>[number];
const MINUTE_MS = 60_000;

/** Where the account is signed in, and the way to end that. */
export function SessionsSection({ can_end }: { readonly can_end: boolean }) {
  const { data, error, refetch } = useQuery(sessionsQuery);
  const now_ms = useNow(MINUTE_MS);
  const queryClient = useQueryClient();
  const end = useMutation({
    mutationFn: async (session: Session) => (await call('endSession', { params: { id: session.id } })).meta,
    onSuccess: (meta) => notify(meta.message ?? 'Signed out there.'),
    onError: (failure) => notifyError('It is still signed in', messageOf(failure)),
    onSettled: () => queryClient.invalidateQueries({ queryKey: ['sessions'] }),
  });
  return (
    <SettingsSection id="sessions" title="Signed in at" lead="Browsers and programs that use this account now.">
      {error !== null && data === undefined && (
        <p role="alert">
          {messageOf(error)}{' '}
          <button type="button" className="link" onClick={() => void refetch()}>
            Try again
          </button>
        </p>
      )}
      <ul className="card overflow-hidden">
        {data?.map((session) => (
          <SessionRow
            key={session.id}
            session={session}
            now_ms={now_ms}
            onEnd={can_end && !session.current ? () => end.mutate(session) : null}
          />
        ))}
      </ul>
    </SettingsSection>
  );
}

interface SessionRowProps {
  readonly session: Session;
  readonly now_ms: number;
  readonly onEnd: (() => void) | null;
}

function SessionRow({ session, now_ms, onEnd }: SessionRowProps) {
  const Icon = session.kind === 'token' ? Terminal : Monitor;
  const name = clientName(session.client);
  return (
    <li className="flex min-h-14 items-center gap-3 border-b border-hairline px-4 py-2 last:border-b-0">
      <Icon className="icon text-muted" aria-hidden="true" />
      <span className="min-w-0 grow">
        <span className="block truncate font-medium">{name}</span>
        <span className="block text-12 text-muted">
          {session.kind === 'token' ? 'Program' : 'Browser'}, last used {formatAgo(session.last_used_at, now_ms)}
        </span>
      </span>
      {session.current && <Badge tone="ok">This one</Badge>}
      {onEnd && (
        <Button size="small" onClick={onEnd} aria-label={`Sign out ${name}`}>
          Sign out
        </Button>
      )}
    </li>
  );
}
