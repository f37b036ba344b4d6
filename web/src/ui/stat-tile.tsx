import type { ReactNode } from 'react';

/** One figure and what it is. */
export function StatTile({ label, children }: { readonly label: ReactNode; readonly children: ReactNode }) {
  return (
    <dl className="card tile px-4 py-3">
      <dt>{label}</dt>
      <dd>{children}</dd>
    </dl>
  );
}

/** A line of a list of figures: the name left, the value right. Stands inside `<dl className="stats">`. */
export function Stat({
  label,
  title,
  children,
}: {
  readonly label: ReactNode;
  readonly title?: string;
  readonly children: ReactNode;
}) {
  return (
    <div className="stat">
      <dt>{label}</dt>
      <dd title={title}>{children}</dd>
    </div>
  );
}
