import { CircleAlert, Info, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { classNames } from './class-names.ts';

interface BannerProps {
  readonly tone?: 'warn' | 'danger' | 'info';
  readonly children: ReactNode;
  /** A button that helps. */
  readonly action?: ReactNode;
}

const icons = { warn: TriangleAlert, danger: CircleAlert, info: Info };

/** A line across the page about something that concerns all of it. Errors are announced at once, the rest politely. */
export function Banner({ tone = 'warn', children, action }: BannerProps) {
  const Icon = icons[tone];
  return (
    <div
      className={classNames('banner', tone !== 'warn' && `banner-${tone}`)}
      role={tone === 'danger' ? 'alert' : 'status'}
    >
      <Icon className="icon" aria-hidden="true" />
      <span className="min-w-0 grow">{children}</span>
      {action}
    </div>
  );
}
