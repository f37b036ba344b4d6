import { ConfigError, url } from './config-values.ts';

/** Who takes the buyers' money. The secrets are read here and handed on; they are never logged. */
export interface PaymentsConfig {
  /** Null: the provider of test payments, where no money moves. */
  readonly stripe: StripeConfig | null;
}

export interface StripeConfig {
  readonly secret_key: string;
  readonly publishable_key: string;
  /** Of the endpoint that Stripe's webhooks are sent to. */
  readonly webhook_secret: string;
  readonly api: { readonly protocol: 'https' | 'http'; readonly host: string; readonly port: number };
}

const NAMES = ['STRIPE_SECRET_KEY', 'STRIPE_PUBLISHABLE_KEY', 'STRIPE_WEBHOOK_SECRET'] as const;
const API = 'https://api.stripe.com';
/** Where a secret may travel unencrypted: it does not leave the machine. */
const LOCAL = new Set(['localhost', '127.0.0.1', '[::1]']);

export function readPayments(env: Readonly<Record<string, string | undefined>>): PaymentsConfig {
  const [secret_key, publishable_key, webhook_secret] = NAMES.map((name) => env[name]?.trim());
  if (!secret_key && !publishable_key && !webhook_secret) return { stripe: null };
  if (!secret_key || !publishable_key || !webhook_secret)
    throw new ConfigError(`${NAMES[0]}, ${NAMES[1]} and ${NAMES[2]} are set together, or none of them.`);
  const [, kind] = /^[sr]k_(test|live)_\w+$/.exec(secret_key) ?? [];
  if (kind === undefined)
    throw new ConfigError('STRIPE_SECRET_KEY starts with sk_test_, sk_live_, rk_test_ or rk_live_.');
  if (!publishable_key.startsWith(`pk_${kind}_`))
    throw new ConfigError(`STRIPE_PUBLISHABLE_KEY starts with pk_${kind}_, as STRIPE_SECRET_KEY is a ${kind} key.`);
  if (!/^whsec_\S+$/.test(webhook_secret)) throw new ConfigError('STRIPE_WEBHOOK_SECRET starts with whsec_.');
  return { stripe: { secret_key, publishable_key, webhook_secret, api: readApi(env['STRIPE_API_BASE']) } };
}

function readApi(text: string | undefined): StripeConfig['api'] {
  const base = url('STRIPE_API_BASE', text, ['https:', 'http:'], API) ?? API;
  const { protocol, hostname, port, pathname, search, username } = new URL(base);
  if (pathname !== '/' || search !== '' || username !== '')
    throw new ConfigError(`STRIPE_API_BASE names a host and a port, and nothing after them. Example: ${API}`);
  if (protocol === 'http:' && !LOCAL.has(hostname))
    throw new ConfigError(`STRIPE_API_BASE starts with https://, except on this machine. Example: ${API}`);
  const secure = protocol === 'https:';
  return {
    protocol: secure ? 'https' : 'http',
    host: hostname.replace(/^\[|\]$/g, ''),
    port: port === '' ? (secure ? 443 : 80) : Number(port),
  };
}
