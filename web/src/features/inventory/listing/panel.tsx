import { type ReactNode, useId } from 'react';

interface PanelProps {
  readonly title: string;
  /** At the end of its head. */
  readonly aside?: ReactNode;
  readonly children: ReactNode;
}

/** A part of the page with a head of its own. */
export function Panel({ title, aside, children }: PanelProps) {
  const id = useId();
  return (
    <section className="card listing-panel" aria-labelledby={id}>
      <header className="listing-panel-head">
        <h2 id={id} className="text-13">
          {title}
        </h2>
        {aside}
      </header>
      <div className="listing-panel-body">{children}</div>
    </section>
  );
}
