import type { WebhookView } from '../../../lib/queries/notifications.ts';

export type Preset = WebhookView['preset'];

/** What each preset is, and what to paste. */
export const presets: Record<
  Preset,
  { readonly name: string; readonly url: string; readonly steps: string; readonly hint: string }
> = {
  standard: {
    name: 'Your own program',
    url: 'https://hooks.example.org/omni-stock',
    steps:
      'JSON, signed as Standard Webhooks describes it. Check the signature with the secret you get in the next step.',
    hint: 'An https address of yours.',
  },
  slack: {
    name: 'Slack',
    url: 'https://hooks.slack.com/services/T…/B…/…',
    steps: 'In Slack: Apps, Incoming Webhooks, Add to Slack, choose a channel. Paste the webhook URL.',
    hint: 'Begins with https://hooks.slack.com/services/',
  },
  discord: {
    name: 'Discord',
    url: 'https://discord.com/api/webhooks/…',
    steps: 'In Discord: channel settings, Integrations, Webhooks, New webhook, Copy webhook URL. Paste it.',
    hint: 'Begins with https://discord.com/api/webhooks/',
  },
  telegram: {
    name: 'Telegram',
    url: 'https://api.telegram.org/bot…/sendMessage',
    steps:
      'Ask @BotFather for a bot and put its token into the address below. Write to your bot once; @userinfobot tells your chat id.',
    hint: 'https://api.telegram.org/bot, then the token, then /sendMessage',
  },
  ntfy: {
    name: 'ntfy',
    url: 'https://ntfy.sh/your-secret-topic',
    steps: 'Choose a topic nobody guesses, subscribe to it in the ntfy app, and paste its address.',
    hint: 'The address of the topic, on ntfy.sh or on your own server.',
  },
};

/** What is wrong with a form before it is sent, by field. */
export function webhookProblems(
  typed: { readonly name: string; readonly url: string; readonly chat_id: string },
  preset: Preset,
): { readonly name?: string; readonly url?: string; readonly chat_id?: string } {
  return {
    ...(typed.name.trim() === '' && { name: 'Give it a name to tell it by.' }),
    ...(!URL.canParse(typed.url.trim()) && { url: `Paste an address, such as ${presets[preset].url}` }),
    ...(preset === 'telegram' && typed.chat_id.trim() === '' && { chat_id: 'Enter the number of your chat.' }),
  };
}
