import type { ReactElement, ReactNode } from 'react';

interface EmptyStateProps {
  readonly icon: ReactElement;
  readonly title: ReactNode;
  readonly children?: ReactNode;
  readonly action?: ReactNode;
}

/** Says that there is nothing, why, and what to do about it. */
export function EmptyState({ icon, title, children, action }: EmptyStateProps) {
  return (
    <div className="empty">
      <span className="empty-icon">{icon}</span>
      <h2 className="text-13 tracking-normal">{title}</h2>
      {children !== undefined && <p className="max-w-[44ch] text-muted">{children}</p>}
      {action !== undefined && <div className="mt-2 flex flex-wrap justify-center gap-2">{action}</div>}
    </div>
  );
}
