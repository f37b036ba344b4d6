import { Toast } from '@base-ui/react/toast';
import { Bell, CircleAlert, CircleCheck, X } from 'lucide-react';
import { useEffect } from 'react';
import { IconButton } from './icon-button.tsx';
import { TipProvider } from './tooltip.tsx';

/** Messages on their way to the page; `toast.tsx` writes them. */
export const messages = Toast.createToastManager();

let place: () => void;
/** Settles once there is a place on the page for messages; what is written before would be lost. */
export const placed = new Promise<void>((resolve) => {
  place = resolve;
});

/** Where messages appear; one per page. F6 moves the focus there. */
export function Toasts() {
  useEffect(() => place(), []);
  return (
    <TipProvider>
      <Toast.Provider toastManager={messages} limit={3}>
        <Toast.Portal>
          <Toast.Viewport className="toasts">
            <ToastList />
          </Toast.Viewport>
        </Toast.Portal>
      </Toast.Provider>
    </TipProvider>
  );
}

function ToastList() {
  const { toasts } = Toast.useToastManager();
  return toasts.map((toast) => (
    <Toast.Root key={toast.id} toast={toast} className="toast" swipeDirection={['right', 'down']}>
      <Toast.Content className="toast-content">
        <ToastIcon type={toast.type} />
        <div className="min-w-0">
          <Toast.Title className="font-medium" render={<p />} />
          <Toast.Description className="text-muted" />
        </div>
        <div className="flex items-center gap-1">
          <Toast.Action className="button button-small" />
          <Toast.Close
            render={
              <IconButton label="Close" small>
                <X className="icon-small" aria-hidden="true" />
              </IconButton>
            }
          />
        </div>
      </Toast.Content>
    </Toast.Root>
  ));
}

function ToastIcon({ type }: { readonly type: string | undefined }) {
  if (type === 'error') return <CircleAlert className="icon text-danger" aria-hidden="true" />;
  if (type === 'news') return <Bell className="icon text-accent" aria-hidden="true" />;
  return <CircleCheck className="icon text-ok" aria-hidden="true" />;
}
