import { useQueryClient } from '@tanstack/react-query';
import { useId, useState } from 'react';
import type { ReplyOf } from '../../../../../contract/schemas.ts';
import { call } from '../../../lib/api.ts';
import { webhooksQuery } from '../../../lib/queries/notifications.ts';
import { useSubmission } from '../../../lib/use-submission.ts';
import { Banner } from '../../../ui/banner.tsx';
import { Button } from '../../../ui/button.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { Field } from '../../../ui/field.tsx';
import { type Preset, presets, webhookProblems } from './presets.ts';

type Added = ReplyOf<'createWebhook'>;

interface AddWebhookProps {
  readonly onClose: () => void;
  readonly onAdded: (webhook: Added) => void;
}

/** A webhook for a service that is known, or for a program of one's own. */
export function AddWebhook({ onClose, onAdded }: AddWebhookProps) {
  const id = useId();
  const queryClient = useQueryClient();
  const [preset, setPreset] = useState<Preset>('standard');
  const { busy, problems, onSubmit } = useSubmission({
    fields: ['name', 'url', 'chat_id'],
    homes: { webhook_url_refused: 'url' },
    check: (typed) => webhookProblems(typed, preset),
    async send({ name, url, chat_id }) {
      const body = { name, url: url.trim(), preset, ...(preset === 'telegram' && { chat_id }) };
      const { data } = await call('createWebhook', { body });
      void queryClient.invalidateQueries({ queryKey: webhooksQuery.queryKey });
      onAdded(data);
    },
  });
  return (
    <Dialog
      open
      onClose={onClose}
      title="Add a webhook"
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" form={id} tone="primary" busy={busy}>
            Add
          </Button>
        </>
      }
    >
      <form id={id} onSubmit={onSubmit} noValidate className="flex flex-col gap-4">
        {problems.form !== null && <Banner tone="danger">{problems.form}</Banner>}
        <PresetPicker preset={preset} onChange={setPreset} />
        <WebhookFields key={preset} preset={preset} problems={problems.fields} />
      </form>
    </Dialog>
  );
}

interface WebhookFieldsProps {
  readonly preset: Preset;
  readonly problems: { readonly name?: string; readonly url?: string; readonly chat_id?: string };
}

/** What the service needs to be told, and where one finds it. */
function WebhookFields({ preset, problems }: WebhookFieldsProps) {
  const { name, steps, hint, url } = presets[preset];
  return (
    <>
      <p className="rounded-control bg-surface px-3 py-2 text-muted">{steps}</p>
      <Field
        label="Name"
        name="name"
        maxLength={60}
        defaultValue={preset === 'standard' ? '' : name}
        autoComplete="off"
        error={problems.name}
      />
      <Field
        label="Address"
        name="url"
        type="url"
        placeholder={url}
        maxLength={500}
        autoComplete="off"
        spellCheck={false}
        hint={hint}
        error={problems.url}
      />
      {preset === 'telegram' && (
        <Field
          label="Chat id"
          name="chat_id"
          maxLength={64}
          autoComplete="off"
          hint="A number; of a group it begins with a minus."
          error={problems.chat_id}
        />
      )}
    </>
  );
}

function PresetPicker({ preset, onChange }: { readonly preset: Preset; readonly onChange: (preset: Preset) => void }) {
  return (
    <fieldset className="flex flex-wrap gap-2" aria-label="For">
      {Object.entries(presets).map(([value, { name }]) => (
        <button
          key={value}
          type="button"
          className="chip"
          aria-pressed={value === preset}
          onClick={() => onChange(value as Preset)}
        >
          {name}
        </button>
      ))}
    </fieldset>
  );
}
