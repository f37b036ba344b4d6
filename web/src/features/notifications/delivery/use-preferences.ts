import { useMutation, useMutationState, useQueryClient } from '@tanstack/react-query';
import type { BodyInput } from '../../../../../contract/schemas.ts';
import { call } from '../../../lib/api.ts';
import { messageOf } from '../../../lib/problems.ts';
import { preferencesQuery, type PreferencesView } from '../../../lib/queries/notifications.ts';
import { notifyError } from '../../../ui/toast.tsx';
import { changeAtOnce } from '../../watchlists/pending-changes.ts';
import { readerZone } from './zones.ts';

export type PreferencesChange = BodyInput<'updatePreferences'>;

const MUTATION_KEY = ['notification-preferences'] as const;

/** Changes how one is told: shown at once, sent in the order it was chosen, and taken back where it is refused. */
export function useChangePreferences(): (change: PreferencesChange) => void {
  const queryClient = useQueryClient();
  const { mutate } = useMutation({
    mutationKey: MUTATION_KEY,
    mutationFn: (change: PreferencesChange) =>
      changeAtOnce<PreferencesView, unknown>(queryClient, preferencesQuery.queryKey, {
        change: (preferences) => changed(preferences, change),
        send: () => call('updatePreferences', { body: change }),
      }),
    onError: (error, change) =>
      notifyError('This was not saved', messageOf(error), { label: 'Try again', run: () => mutate(change) }),
  });
  return mutate;
}

/** Whether what was chosen is kept; null before anything was changed. */
export function useSavedState(): 'saving' | 'saved' | 'failed' | null {
  const states = useMutationState({
    filters: { mutationKey: MUTATION_KEY },
    select: ({ state }) => state.status,
  });
  if (states.includes('pending')) return 'saving';
  const last = states.at(-1);
  if (last === undefined || last === 'idle') return null;
  return last === 'error' ? 'failed' : 'saved';
}

/** What the preferences are after a change. */
export function changed(preferences: PreferencesView, change: PreferencesChange): PreferencesView {
  const { kinds, retry_email, ...rest } = change;
  const entries = Object.entries(preferences.kinds).map(([kind, channels]) => [
    kind,
    { ...channels, ...kinds?.[kind as keyof PreferencesView['kinds']] },
  ]);
  return {
    ...preferences,
    ...(Object.fromEntries(
      Object.entries(rest).filter(([, value]) => value !== undefined),
    ) as Partial<PreferencesView>),
    kinds: Object.fromEntries(entries) as PreferencesView['kinds'],
    email_bounced: retry_email === true ? null : preferences.email_bounced,
  };
}

/** Hours mean nothing in a zone one does not live in: while none was chosen, the browser's comes with the first of them. */
export function withZone(preferences: PreferencesView, change: PreferencesChange): PreferencesChange {
  const zone = readerZone();
  return preferences.time_zone === 'UTC' && zone !== 'UTC' ? { ...change, time_zone: zone } : change;
}
