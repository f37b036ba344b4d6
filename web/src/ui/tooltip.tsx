import { Tooltip } from '@base-ui/react/tooltip';
import type { ReactElement, ReactNode } from 'react';

export const TipProvider = Tooltip.Provider;

interface TipProps {
  readonly text: ReactNode;
  readonly keys?: readonly string[];
  /** The element described; it receives the handlers. */
  readonly children: ReactElement;
}

/** A short text on hover and focus. It repeats or completes; it never carries what cannot be found elsewhere. */
export function Tip({ text, keys, children }: TipProps) {
  return (
    <Tooltip.Root>
      <Tooltip.Trigger render={children} />
      <Tooltip.Portal>
        <Tooltip.Positioner sideOffset={6} className="z-50">
          <Tooltip.Popup className="tip">
            {text}
            {keys && <span className="ml-2 opacity-70">{keys.join(' ')}</span>}
          </Tooltip.Popup>
        </Tooltip.Positioner>
      </Tooltip.Portal>
    </Tooltip.Root>
  );
}
