import { Toast } from '@base-ui/react/toast';
import { CircleAlert, CircleCheck, X } from 'lucide-react';
import { IconButton } from './icon-button.tsx';

/** How long an undo is offered. */
export const UNDO_MS = 8000;
const SUCCESS_MS = 4000;
const manager = Toast.createToastManager();

/** Tells of something done; with `undo` it can be taken back for UNDO_MS. Returns the way to take the message away. */
export function notify(title: string, undo?: () => void): () => void {
  let id = '';
  const close = () => manager.close(id);
  id = manager.add({
    title,
    type: 'success',
    timeout: undo ? UNDO_MS : SUCCESS_MS,
    ...(undo && {
      actionProps: {
        children: 'Undo',
        onClick: () => {
          close();
          undo();
        },
      },
    }),
  });
  return close;
}

/** Tells of something that failed; it stays until it is closed. `detail` says what to do next. */
export function notifyError(title: string, detail?: string): void {
  manager.add({ title, description: detail, type: 'error', timeout: 0, priority: 'high' });
}

/** Where messages appear; one per page. F6 moves the focus there. */
export function Toasts() {
  return (
    <Toast.Provider toastManager={manager} limit={3}>
      <Toast.Portal>
        <Toast.Viewport className="toasts">
          <ToastList />
        </Toast.Viewport>
      </Toast.Portal>
    </Toast.Provider>
  );
}

function ToastList() {
  const { toasts } = Toast.useToastManager();
  return toasts.map((toast) => (
    <Toast.Root key={toast.id} toast={toast} className="toast" swipeDirection={['right', 'down']}>
      <Toast.Content className="toast-content">
        {toast.type === 'error' ? (
          <CircleAlert className="icon text-danger" aria-hidden="true" />
        ) : (
          <CircleCheck className="icon text-ok" aria-hidden="true" />
        )}
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
