import { Link } from '@tanstack/react-router';
import { Compass } from 'lucide-react';
import { useTitle } from '../../lib/use-title.ts';
import { buttonClass } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';

/** An address nothing stands at. */
export function NotFoundPage() {
  useTitle('Not found');
  return (
    <main className="grid min-h-dvh place-items-center bg-bg">
      <EmptyState
        icon={<Compass className="icon" aria-hidden="true" />}
        title={<span className="text-16">There is nothing at this address</span>}
        action={
          <Link to="/" className={buttonClass({ tone: 'primary' })}>
            To the start
          </Link>
        }
      >
        The list may have been deleted, or the address may have been cut short.
      </EmptyState>
    </main>
  );
}
