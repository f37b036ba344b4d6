import { useQuery } from '@tanstack/react-query';
import { useUser } from '../../../app/session.ts';
import { tiersQuery } from '../../../lib/queries/identity.ts';
import type { Channel } from '../../../lib/queries/notifications.ts';

/** Whether the person's plan has a channel, the demo account that of Standard; true while that is not known, since the server has the last word. */
export function usePlanChannels(): (channel: Channel) => boolean {
  const user = useUser();
  const { data } = useQuery(tiersQuery);
  const own = user?.is_demo ? 'standard' : user?.tier;
  const plan = data?.find(({ tier }) => tier === own);
  return (channel) => plan?.channels.includes(channel) ?? true;
}
