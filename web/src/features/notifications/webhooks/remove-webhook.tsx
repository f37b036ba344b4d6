import { useMutation, useQueryClient } from '@tanstack/react-query';
import { call } from '../../../lib/api.ts';
import { messageOf } from '../../../lib/problems.ts';
import { webhooksQuery, type WebhookView } from '../../../lib/queries/notifications.ts';
import { Button } from '../../../ui/button.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { notify } from '../../../ui/toast.tsx';

/** Asks first: its secret cannot be had again. */
export function RemoveWebhook({ webhook, onClose }: { readonly webhook: WebhookView; readonly onClose: () => void }) {
  const queryClient = useQueryClient();
  const remove = useMutation({
    mutationFn: () => call('deleteWebhook', { params: { id: webhook.id } }),
    onSuccess() {
      notify(`${webhook.name} is removed`);
      onClose();
    },
    onSettled: () => queryClient.invalidateQueries({ queryKey: webhooksQuery.queryKey }),
  });
  return (
    <Dialog
      open
      onClose={onClose}
      title={`Remove ${webhook.name}?`}
      description="What still waits for it is dropped, and its secret is forgotten."
      footer={
        <>
          <Button onClick={onClose}>Keep it</Button>
          <Button tone="danger" busy={remove.isPending} onClick={() => remove.mutate()}>
            Remove
          </Button>
        </>
      }
    >
      {remove.error !== null && (
        <p role="alert" className="text-danger">
          {messageOf(remove.error)}
        </p>
      )}
    </Dialog>
  );
}
