import { Logo } from '../ui/logo.tsx';

/** Instead of a page that takes longer than a second to come. */
export function Pending() {
  return (
    <div className="grid min-h-dvh place-items-center text-muted" aria-busy="true">
      <output className="flex items-center gap-3">
        <Logo size={32} />
        <span className="spinner" aria-hidden="true" />
        <span className="unseen">Loading</span>
      </output>
    </div>
  );
}
