import { Popover } from '@base-ui/react/popover';
import { Bell as BellIcon } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { Skeleton } from '../../ui/skeleton.tsx';
import { useUnread } from './live/use-news.ts';
import { markOf } from './mark-of.ts';
import { UnreadMark } from './unread-mark.tsx';

const Newest = lazy(async () => ({ default: (await import('./inbox/newest.tsx')).Newest }));

/** In the top bar: how many notifications are unread, and behind it the newest. */
export function Bell() {
  const unread = useUnread();
  const [open, setOpen] = useState(false);
  const name = unread === 0 ? 'Notifications' : `Notifications, ${markOf(unread)} unread`;
  return (
    <Popover.Root open={open} onOpenChange={setOpen}>
      <Popover.Trigger
        render={
          <button type="button" className="icon-button bell" aria-label={name} title={name}>
            <BellIcon className="icon" aria-hidden="true" />
            <UnreadMark unread={unread} />
          </button>
        }
      />
      <Popover.Portal>
        <Popover.Positioner className="z-50" sideOffset={6} align="end" collisionPadding={8}>
          <Popover.Popup className="menu bell-popup" aria-label="Newest notifications">
            <Suspense fallback={<Skeleton width={240} />}>
              <Newest unread={unread} onLeave={() => setOpen(false)} />
            </Suspense>
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  );
}
