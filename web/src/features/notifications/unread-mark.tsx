import { markOf } from './mark-of.ts';
import './unread-mark.css';

/** A number on an icon; its meaning is said by the icon's own name. */
export function UnreadMark({ unread }: { readonly unread: number }) {
  if (unread === 0) return null;
  return (
    <span className="unread-mark" aria-hidden="true">
      {markOf(unread)}
    </span>
  );
}
