import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useUser } from '../../app/session.ts';
import { call } from '../../lib/api.ts';
import { formatDate } from '../../lib/format/time.ts';
import { messageOf } from '../../lib/problems.ts';
import { type Me, updatePerson } from '../../lib/queries/identity.ts';
import { Avatar } from '../../ui/avatar.tsx';
import { Badge } from '../../ui/badge.tsx';
import { Segments } from '../../ui/segments.tsx';
import { notify, notifyError } from '../../ui/toast.tsx';

/** One account with its plan and role; both change at once, and the server refuses what would lock everybody out. */
export function UserRow({ user }: { readonly user: Me }) {
  const me = useUser();
  const queryClient = useQueryClient();
  const change = useMutation({
    mutationFn: (body: Partial<Pick<Me, 'tier' | 'role'>>) => call('updateUser', { params: { id: user.id }, body }),
    onSuccess({ data, meta }) {
      if (data.id === me?.id) updatePerson(queryClient, data);
      notify(meta.message ?? 'Changed.');
    },
    onError: (error) => notifyError('Nothing was changed', messageOf(error)),
    onSettled: () => queryClient.invalidateQueries({ queryKey: ['users'] }),
  });
  const shown = { ...user, ...(change.isPending ? change.variables : {}) };
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 border-b border-hairline px-4 py-3 last:border-b-0">
      <Avatar name={user.name} />
      <span className="min-w-0 grow basis-56">
        <span className="flex items-center gap-2 font-medium">
          <span className="truncate">{user.email}</span>
          {user.id === me?.id && <Badge tone="accent">You</Badge>}
          {user.is_demo && <Badge tone="accent">Demo data</Badge>}
        </span>
        <span className="block truncate text-12 text-muted">
          {user.name}, since {formatDate(user.created_at)}
        </span>
      </span>
      {!user.is_demo && (
        <>
          <Segments
            label={`Plan of ${user.email}`}
            value={shown.tier}
            options={[
              { value: 'standard', label: 'Standard' },
              { value: 'premium', label: 'Premium' },
            ]}
            onChange={(tier) => change.mutate({ tier })}
          />
          <Segments
            label={`Role of ${user.email}`}
            value={shown.role}
            options={[
              { value: 'user', label: 'User' },
              { value: 'admin', label: 'Admin' },
            ]}
            onChange={(role) => change.mutate({ role })}
          />
        </>
      )}
    </li>
  );
}
