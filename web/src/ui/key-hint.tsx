import type { ReactNode } from 'react';

const isMac = typeof navigator !== 'undefined' && /Mac|iP(?:hone|ad|od)/.test(navigator.userAgent);

/** Keys of a shortcut, with what they do behind them if given. `Mod` is Cmd on a Mac and Ctrl elsewhere. */
export function KeyHint({ keys, children }: { readonly keys: readonly string[]; readonly children?: ReactNode }) {
  return (
    <span className="key-hint">
      {keys.map((key) => (
        <kbd key={key}>{key === 'Mod' ? (isMac ? '⌘' : 'Ctrl') : key}</kbd>
      ))}
      {children !== undefined && <span className="ml-0.5">{children}</span>}
    </span>
  );
}
