import { useQuery } from '@tanstack/react-query';
import { sessionQuery } from '../lib/queries/identity.ts';
import { AppFrame } from './app-frame.tsx';
import { PublicFrame } from './public-frame.tsx';

/** The frame of whoever reads: the app's when signed in, the public one otherwise. */
export function EitherFrame() {
  const { data, isPending } = useQuery(sessionQuery);
  if (isPending) return null;
  return data?.user ? <AppFrame /> : <PublicFrame />;
}
