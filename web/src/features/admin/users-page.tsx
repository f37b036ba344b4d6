import { useQuery } from '@tanstack/react-query';
import { Search, Users } from 'lucide-react';
import { useDeferredValue, useState } from 'react';
import { messageOf } from '../../lib/problems.ts';
import { usersQuery } from '../../lib/queries/identity.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Skeleton, useWaited } from '../../ui/skeleton.tsx';
import { AdminPage } from './admin-page.tsx';
import { UserRow } from './user-row.tsx';

/** Accounts of this server: finding them, and giving them a plan and a role. */
export function UsersPage() {
  return (
    <AdminPage title="Accounts">
      <UserList />
    </AdminPage>
  );
}

function UserList() {
  const [typed, setTyped] = useState('');
  const q = useDeferredValue(typed.trim());
  /** Cursors of the pages before this one; the last is this page's own. */
  const [cursors, setCursors] = useState<readonly (string | null)[]>([null]);
  const { data, error, isPending, refetch } = useQuery(usersQuery({ q, cursor: cursors.at(-1) ?? null }));
  const waited = useWaited(isPending);
  const next = data?.next_cursor ?? null;
  return (
    <>
      <label className="input mb-4 max-w-[384px]">
        <Search className="icon text-muted" aria-hidden="true" />
        <span className="unseen">Part of an e-mail address</span>
        <input
          type="search"
          value={typed}
          placeholder="Part of an e-mail address"
          autoComplete="off"
          onChange={(event) => {
            setTyped(event.target.value);
            setCursors([null]);
          }}
        />
      </label>
      {error !== null && data === undefined && (
        <div role="alert" className="flex flex-wrap items-center gap-3">
          <p>{messageOf(error)}</p>
          <Button onClick={() => void refetch()}>Try again</Button>
        </div>
      )}
      {waited && <Skeleton width={320} />}
      {data && <UserCards users={data.users} q={q} />}
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
    </>
  );
}

function UserCards({
  users,
  q,
}: {
  readonly users: readonly Parameters<typeof UserRow>[0]['user'][];
  readonly q: string;
}) {
  if (users.length === 0) {
    return (
      <EmptyState icon={<Users className="icon" aria-hidden="true" />} title="No such account">
        No e-mail address has “{q}” in it.
      </EmptyState>
    );
  }
  return (
    <ul className="card overflow-hidden">
      {users.map((user) => (
        <UserRow key={user.id} user={user} />
      ))}
    </ul>
  );
}
