import type { ReactNode } from 'react';
import { Banner } from '../../ui/banner.tsx';

interface EntryCardProps {
  readonly title: string;
  readonly lead: ReactNode;
  /** What concerns the whole form. */
  readonly problem: string | null;
  readonly children: ReactNode;
  /** Stands below the card. */
  readonly below?: ReactNode;
}

/** The narrow card that sign-in, registration and set-up share; on a phone it fills the page. */
export function EntryCard({ title, lead, problem, children, below }: EntryCardProps) {
  return (
    <div className="entry">
      <section className="entry-card">
        <div>
          <h1 className="mb-1">{title}</h1>
          <p className="text-muted">{lead}</p>
        </div>
        {problem !== null && (
          <div className="overflow-hidden rounded-control">
            <Banner tone="danger">{problem}</Banner>
          </div>
        )}
        {children}
      </section>
      {below !== undefined && <p className="text-muted">{below}</p>}
    </div>
  );
}
