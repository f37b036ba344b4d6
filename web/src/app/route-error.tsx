import { type ErrorComponentProps, useRouter } from '@tanstack/react-router';
import { Unplug } from 'lucide-react';
import { messageOf } from '../lib/problems.ts';
import { Button } from '../ui/button.tsx';
import { EmptyState } from '../ui/empty-state.tsx';

/** Instead of a page that could not be shown. */
export function RouteError({ error, reset }: ErrorComponentProps) {
  const router = useRouter();
  const retry = () => {
    reset();
    void router.invalidate();
  };
  return (
    <main className="grid min-h-full place-items-center" role="alert">
      <EmptyState
        icon={<Unplug className="icon" aria-hidden="true" />}
        title="This page could not be shown"
        action={
          <Button tone="primary" onClick={retry}>
            Try again
          </Button>
        }
      >
        {messageOf(error)}
      </EmptyState>
    </main>
  );
}
