import type { ReactNode } from 'react';
import { classNames } from './class-names.ts';

interface BadgeProps {
  readonly tone?: 'neutral' | 'line' | 'ok' | 'danger' | 'warn' | 'accent';
  readonly title?: string;
  readonly children: ReactNode;
}

/** A word or two about a state. */
export function Badge({ tone = 'neutral', title, children }: BadgeProps) {
  return (
    <span className={classNames('badge', tone !== 'neutral' && `badge-${tone}`)} title={title}>
      {children}
    </span>
  );
}

/** Stands wherever prices are made up. */
export function SimulatedBadge() {
  return (
    <Badge tone="line" title="These prices are made up, not a market's">
      Simulated
    </Badge>
  );
}
