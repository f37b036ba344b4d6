import { Bell } from 'lucide-react';

/** A bell beside a symbol with active alerts; nothing without one. */
export function AlertMark({ count }: { readonly count: number }) {
  if (count === 0) return null;
  const words = count === 1 ? 'An active alert' : `${count} active alerts`;
  return (
    <span className="flex-none text-accent" title={words}>
      <Bell className="size-3" aria-hidden="true" />
      <span className="unseen">{words}</span>
    </span>
  );
}
