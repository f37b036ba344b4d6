import type { ReactNode } from 'react';

interface SettingsSectionProps {
  readonly id: string;
  readonly title: string;
  readonly lead: ReactNode;
  readonly children: ReactNode;
}

/** One subject: what it is on the left, its controls on the right, one below the other on a phone. */
export function SettingsSection({ id, title, lead, children }: SettingsSectionProps) {
  return (
    <section
      id={id}
      aria-labelledby={`${id}-title`}
      className="grid scroll-mt-14 gap-x-10 gap-y-4 border-t border-hairline py-8 first-of-type:border-t-0 first-of-type:pt-2 md:grid-cols-[240px_minmax(0,1fr)]"
    >
      <header>
        <h2 id={`${id}-title`} className="text-14">
          {title}
        </h2>
        <p className="mt-1 text-muted">{lead}</p>
      </header>
      <div className="flex max-w-[520px] min-w-0 flex-col gap-5">{children}</div>
    </section>
  );
}

/** A setting: its name, and its control at the end of the line. */
export function SettingRow({
  label,
  hint,
  children,
}: {
  readonly label: string;
  readonly hint?: string;
  readonly children: ReactNode;
}) {
  return (
    <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2">
      <span className="min-w-0">
        <span className="block font-medium">{label}</span>
        {hint !== undefined && <span className="block text-12 text-muted">{hint}</span>}
      </span>
      {children}
    </div>
  );
}
