import type { ReactNode } from 'react';

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
