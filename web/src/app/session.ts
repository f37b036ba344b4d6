import { useQuery } from '@tanstack/react-query';
import { notFound, redirect } from '@tanstack/react-router';
import { sessionQuery } from '../lib/queries/identity.ts';
import { queryClient } from './query-client.ts';

/** Who is signed in; null for a visitor. The routes have loaded it before any page shows. */
export function useUser() {
  const { data } = useQuery(sessionQuery);
  return data?.user ?? null;
}

/** For routes that belong to an account: a visitor is sent to sign in, and comes back here afterwards. */
export async function requireUser({ location }: { readonly location: { readonly href: string } }): Promise<void> {
  const session = await queryClient.ensureQueryData(sessionQuery);
  // oxlint-disable-next-line typescript/only-throw-error -- the router's way to redirect
  if (session.user === null) throw redirect({ to: '/sign-in', search: { next: location.href } });
}

/** For the front page and the sign-in pages: who is signed in goes to the lists. */
export async function requireVisitor(): Promise<void> {
  const session = await queryClient.ensureQueryData(sessionQuery);
  // oxlint-disable-next-line typescript/only-throw-error -- the router's way to redirect
  if (session.user !== null) throw redirect({ to: '/w' });
}

/** For administrators' pages; to others they do not exist. */
export async function requireAdmin(): Promise<void> {
  const session = await queryClient.ensureQueryData(sessionQuery);
  // oxlint-disable-next-line typescript/only-throw-error -- the router's way to say so
  if (session.user?.role !== 'admin') throw notFound();
}
