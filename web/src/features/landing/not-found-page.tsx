import { Link } from '@tanstack/react-router';
import { Compass } from 'lucide-react';
import { useTitle } from '../../lib/use-title.ts';
import { buttonClass } from '../../ui/button.tsx';

/** An address nothing stands at. */
export function NotFoundPage() {
  useTitle('Not found');
  return (
    <main className="grid min-h-dvh place-items-center bg-bg">
      <div className="empty">
        <span className="empty-icon">
          <Compass className="icon" aria-hidden="true" />
        </span>
        <h1>There is nothing at this address</h1>
        <p className="mb-2 max-w-[44ch] text-muted">
          The list may have been deleted, or the address may have been cut short.
        </p>
        <Link to="/" className={buttonClass({ tone: 'primary' })}>
          To the start
        </Link>
      </div>
    </main>
  );
}
