import { Link } from '@tanstack/react-router';
import { ShieldAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { useUser } from '../../app/session.ts';
import { messageOf } from '../../lib/problems.ts';
import { useTitle } from '../../lib/use-title.ts';
import { classNames } from '../../ui/class-names.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Skeleton, useWaited } from '../../ui/skeleton.tsx';
import './admin.css';

interface AdminPageProps {
  readonly title: string;
  /** Buttons beside the title. */
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}

/** What every page for administrators has: its name, and the way to the others. */
export function AdminPage({ title, actions, children }: AdminPageProps) {
  useTitle(title);
  const user = useUser();
  if (user?.role !== 'admin') return <NotAllowed />;
  return (
    <div className="page">
      <AdminNav />
      <header
        className={classNames(
          'flex flex-wrap items-center justify-between gap-3 md:min-h-9',
          actions ? 'mb-4' : 'md:mb-4',
        )}
      >
        <h1 className="max-md:sr-only">{title}</h1>
        {actions}
      </header>
      {children}
    </div>
  );
}

/** The way between the pages for administrators. */
export function AdminNav() {
  return (
    <nav className="admin-nav" aria-label="Administration">
      <Link to="/admin/users">Accounts</Link>
      <Link to="/admin/vendors">Vendors</Link>
      <Link to="/admin/instruments">Instruments</Link>
      <Link to="/admin/providers">Providers</Link>
      <Link to="/admin/sync">Sync</Link>
      <Link to="/admin/backfills">Back-fills</Link>
      <Link to="/admin/deliveries">Deliveries</Link>
      <Link to="/dev/mail" search={{ id: undefined }}>
        Mail
      </Link>
      <Link to="/admin/audit">Audit log</Link>
    </nav>
  );
}

interface AnswerProps<Data> {
  readonly answer: {
    readonly data: Data | undefined;
    readonly error: Error | null;
    readonly isPending: boolean;
    readonly refetch: () => Promise<unknown>;
  };
  readonly children: (data: Data) => ReactNode;
}

/** The data of a query, or that it is on its way, or why it is not there. */
export function Answer<Data>({ answer, children }: AnswerProps<Data>) {
  const { data, error, isPending, refetch } = answer;
  const waited = useWaited(isPending);
  if (data !== undefined) return children(data);
  if (error !== null) {
    return (
      <div role="alert" className="flex flex-wrap items-center gap-3">
        <p>{messageOf(error)}</p>
        <Button onClick={() => void refetch()}>Try again</Button>
      </div>
    );
  }
  return waited && <Skeleton width={320} />;
}

function NotAllowed() {
  return (
    <EmptyState icon={<ShieldAlert className="icon" aria-hidden="true" />} title="For administrators">
      Ask whoever runs this server, if you should see this page.
    </EmptyState>
  );
}
