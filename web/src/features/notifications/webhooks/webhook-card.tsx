import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Ellipsis, KeyRound, ScrollText, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { useNow } from '../../../app/use-now.ts';
import { call } from '../../../lib/api.ts';
import { formatAgo, formatDate } from '../../../lib/format/time.ts';
import { messageOf } from '../../../lib/problems.ts';
import { webhooksQuery, type WebhookView } from '../../../lib/queries/notifications.ts';
import { Badge } from '../../../ui/badge.tsx';
import { Button } from '../../../ui/button.tsx';
import { Switch } from '../../../ui/choices.tsx';
import { IconButton } from '../../../ui/icon-button.tsx';
import { Menu, MenuItem, MenuLine } from '../../../ui/menu.tsx';
import { notify, notifyError } from '../../../ui/toast.tsx';
import { DeliveryLog } from '../delivery/delivery-log.tsx';
import { presets } from './presets.ts';
import { RemoveWebhook } from './remove-webhook.tsx';
import { TestResult } from './test-result.tsx';

interface WebhookCardProps {
  readonly webhook: WebhookView;
  /** A new secret was made, to be shown once. */
  readonly onSecret: (secret: string) => void;
}

/** One webhook: whether it is on and why not, a test, and what was sent to it. */
export function WebhookCard({ webhook, onSecret }: WebhookCardProps) {
  const [logged, setLogged] = useState(false);
  const [removing, setRemoving] = useState(false);
  const { toggle, test, renew } = useWebhook(webhook, onSecret);
  const { name, preset, url, enabled } = webhook;
  return (
    <li className="card p-4">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <span className="min-w-0 font-medium [overflow-wrap:anywhere]">{name}</span>
        <Badge tone="line">{presets[preset].name}</Badge>
        <span className="grow" />
        <Switch
          label={<span className="unseen">{`${name} is on`}</span>}
          checked={toggle.isPending ? toggle.variables : enabled}
          onChange={(next) => toggle.mutate(next)}
        />
        <WebhookMenu
          name={name}
          logged={logged}
          onLog={() => setLogged(!logged)}
          onRenew={() => renew.mutate()}
          onRemove={() => setRemoving(true)}
        />
      </div>
      <p className="truncate text-muted" title={url}>
        {url}
      </p>
      <WebhookState webhook={webhook} />
      <div className="mt-3 flex flex-wrap gap-2">
        <Button size="small" busy={test.isPending} onClick={() => test.mutate()}>
          Send a test
        </Button>
        <Button size="small" tone="ghost" aria-expanded={logged} onClick={() => setLogged(!logged)}>
          <ScrollText className="icon-small" aria-hidden="true" />
          Deliveries
        </Button>
      </div>
      {test.data && <TestResult result={test.data} />}
      {test.error !== null && (
        <p role="alert" className="mt-2 text-danger">
          {messageOf(test.error)}
        </p>
      )}
      {logged && (
        <div className="mt-3">
          <DeliveryLog filter={{ webhook_id: webhook.id, limit: 10 }} empty="Nothing was sent to it yet." />
        </div>
      )}
      {removing && <RemoveWebhook webhook={webhook} onClose={() => setRemoving(false)} />}
    </li>
  );
}

function useWebhook({ id, name }: WebhookView, onSecret: (secret: string) => void) {
  const queryClient = useQueryClient();
  const readAgain = () => queryClient.invalidateQueries({ queryKey: webhooksQuery.queryKey });
  const params = { id };
  const toggle = useMutation({
    mutationFn: (enabled: boolean) => call('updateWebhook', { params, body: { enabled } }),
    onSuccess: ({ data }) => notify(data.enabled ? `${name} is on` : `${name} is off`),
    onError: (error) => notifyError('Nothing was changed', messageOf(error)),
    onSettled: readAgain,
  });
  const test = useMutation({
    mutationFn: async () => (await call('testWebhook', { params })).data,
    onSettled: readAgain,
  });
  const renew = useMutation({
    mutationFn: async () => (await call('renewWebhookSecret', { params })).data.secret,
    onSuccess: onSecret,
    onError: (error) => notifyError('The secret is still the old one', messageOf(error)),
  });
  return { toggle, test, renew };
}

/** Whether it arrives, and since when not. */
function WebhookState({ webhook }: { readonly webhook: WebhookView }) {
  const now_ms = useNow(30_000);
  const { enabled, disabled_reason, failing_since, last_delivered_at } = webhook;
  if (!enabled && disabled_reason !== null)
    return <p className="mt-1 text-warn">We switched it off: {disabled_reason}</p>;
  if (!enabled) return <p className="mt-1 text-muted">Switched off by you.</p>;
  if (failing_since !== null)
    return <p className="mt-1 text-warn">It has not answered well since {formatDate(failing_since)}.</p>;
  return (
    <p className="mt-1 text-12 text-muted">
      {last_delivered_at === null
        ? 'Nothing was delivered yet.'
        : `Last delivered ${formatAgo(last_delivered_at, now_ms)}.`}
    </p>
  );
}

interface WebhookMenuProps {
  readonly name: string;
  readonly logged: boolean;
  readonly onLog: () => void;
  readonly onRenew: () => void;
  readonly onRemove: () => void;
}

function WebhookMenu({ name, logged, onLog, onRenew, onRemove }: WebhookMenuProps) {
  return (
    <Menu
      align="end"
      trigger={
        <IconButton label={`Actions for ${name}`}>
          <Ellipsis className="icon" aria-hidden="true" />
        </IconButton>
      }
    >
      <MenuItem icon={<ScrollText aria-hidden="true" />} onSelect={onLog}>
        {logged ? 'Hide deliveries' : 'Show deliveries'}
      </MenuItem>
      <MenuItem icon={<KeyRound aria-hidden="true" />} onSelect={onRenew}>
        Make a new secret
      </MenuItem>
      <MenuLine />
      <MenuItem danger icon={<Trash2 aria-hidden="true" />} onSelect={onRemove}>
        Remove…
      </MenuItem>
    </Menu>
  );
}
