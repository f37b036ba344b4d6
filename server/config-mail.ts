import { ConfigError, wrong } from './config-values.ts';

/** How mails leave, or that they do not. The password of the server is read here and handed on; it is never logged. */
export interface MailConfig {
  /** Null: mails are kept and shown in the web app instead of sent. */
  readonly smtp: SmtpConfig | null;
  /** The sender of every mail. */
  readonly from: { readonly name: string; readonly address: string };
}

export interface SmtpConfig {
  readonly host: string;
  readonly port: number;
  /** TLS from the first byte (smtps); otherwise STARTTLS where the server offers it, and always before a password. */
  readonly secure: boolean;
  readonly auth: { readonly user: string; readonly pass: string } | null;
}

const NAME = 'Omni-Stock';
const SMTP_EXAMPLE = 'smtp://user:password@mail.example.org:587';
const FROM_EXAMPLE = '"Omni-Stock <alerts@example.org>"';
// oxlint-disable-next-line no-control-regex -- a header must stay one line
const FROM = /^(?:([^<>"\u0000-\u001f\u007f]{1,100})\s)?\s*<?([^\s<>@"(),:;\\[\]\u0000-\u0020]+@[A-Za-z0-9.-]+)>?$/;

/** @param public_url whose host mails come from, where MAIL_FROM does not say. */
export function readMail(env: Readonly<Record<string, string | undefined>>, public_url: string): MailConfig {
  return { smtp: readSmtp(env['SMTP_URL']), from: readFrom(env['MAIL_FROM'], public_url) };
}

function readSmtp(text: string | undefined): SmtpConfig | null {
  if (text === undefined || text === '') return null;
  const refused = (why: string): ConfigError => new ConfigError(`SMTP_URL ${why}. Example: SMTP_URL=${SMTP_EXAMPLE}`);
  if (!URL.canParse(text)) throw refused('is no address');
  const { protocol, hostname, port, username, password, pathname, search } = new URL(text);
  if (protocol !== 'smtp:' && protocol !== 'smtps:') throw refused('starts with smtp:// or smtps://');
  if (hostname === '' || (pathname !== '' && pathname !== '/') || search !== '')
    throw refused('names a host and a port, and nothing after them');
  if ((username === '') !== (password === '')) throw refused('has both a user and a password, or neither');
  const secure = protocol === 'smtps:';
  return {
    host: hostname.replace(/^\[|\]$/g, ''),
    port: port === '' ? (secure ? 465 : 587) : Number(port),
    secure,
    auth: username === '' ? null : { user: decodeURIComponent(username), pass: decodeURIComponent(password) },
  };
}

function readFrom(text: string | undefined, public_url: string): MailConfig['from'] {
  if (text === undefined || text === '') return { name: NAME, address: `no-reply@${new URL(public_url).hostname}` };
  const [, name, address] = FROM.exec(text.trim()) ?? [];
  if (address === undefined)
    throw wrong('MAIL_FROM', text, FROM_EXAMPLE, 'an address, with or without a name before it');
  return { name: name?.trim() || NAME, address };
}
