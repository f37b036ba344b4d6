import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useRouterState } from '@tanstack/react-router';
import { useEffect } from 'react';
import { useUser } from '../../app/session.ts';
import { live } from '../../lib/live/browser-live.ts';
import { useConnection } from '../../lib/live/hooks.ts';
import { orderGroupQuery } from '../../lib/queries/orders.ts';
import { keepToken, tokenOf } from './guest-token.ts';

/** Who is told of nothing asks this often; the answer is empty while nothing changed. */
const ASK_MS = 5_000;
/** Who is told asks all the same, now and then. */
const ASK_ANYWAY_MS = 30_000;

/** The order of the address, kept in step with what happens to it; a guest's token moves from the address into the tab. */
export function useOrder(id: string) {
  const token = useGuestToken(id);
  const user = useUser();
  const { phase } = useConnection();
  const told = user !== null && phase === 'live';
  const query = orderGroupQuery(id, token);
  const answer = useQuery({ ...query, refetchInterval: told ? ASK_ANYWAY_MS : ASK_MS });
  useOrderNews();
  return { ...answer, group: answer.data?.group, token };
}

function useGuestToken(id: string): string | undefined {
  const hash = useRouterState({ select: ({ location }) => location.hash });
  const navigate = useNavigate();
  if (hash !== '') keepToken(id, hash);
  useEffect(() => {
    // A secret in the address would be seen, and would go along where it is copied.
    if (hash !== '') void navigate({ to: '/orders/$id', params: { id }, replace: true, resetScroll: false });
  }, [hash, id, navigate]);
  return tokenOf(id);
}

/** Reads again what is on screen of one's orders when the socket tells that one changed. */
export function useOrderNews(): void {
  const client = useQueryClient();
  useEffect(() => {
    const readAgain = () => void client.invalidateQueries({ queryKey: ['orders'] });
    const stops = [
      live.onEvent(({ topic }) => {
        if (topic === 'order.changed') readAgain();
      }),
      live.onEventsMissed(readAgain),
    ];
    return () => stops.forEach((stop) => stop());
  }, [client]);
}
