import { createTransport } from 'nodemailer';
import type { SmtpConfig } from '../../../config-mail.ts';
import type { Outcome } from '../senders/sender.ts';
import type { Mail } from './mail.ts';
import { outcomeOfError } from './smtp-outcome.ts';

export interface Mailer {
  /** Never rejects. */
  send(mail: Mail): Promise<Outcome>;
  close(): void;
}

export interface MailerLimits {
  readonly connections_max: number;
  /** Until a connection stands, and until its server greets. */
  readonly connect_ms: number;
  /** That a server may be silent, also after the text of a mail was sent. */
  readonly silence_ms: number;
  /** Of one mail altogether. */
  readonly send_ms: number;
}

const MAILS_PER_CONNECTION = 100;
const IDLE_MS = 15_000;
const ANSWER_LENGTH_MAX = 1_000;

/**
 * Sends mails through one SMTP server over a few connections that are kept for a while. It tries once: a mail whose
 * connection breaks is never sent again from here, since the server may have accepted it.
 *
 * @param options.name what we call ourselves to the server (EHLO).
 */
export function createSmtpMailer(
  smtp: SmtpConfig,
  options: { readonly name: string; readonly limits: MailerLimits },
): Mailer {
  const { limits, name } = options;
  const transport = createTransport({
    pool: true,
    host: smtp.host,
    port: smtp.port,
    secure: smtp.secure,
    // A password is never said in the clear, unless it stays on this computer.
    requireTLS: smtp.auth !== null && !isLoopback(smtp.host),
    ...(smtp.auth === null ? {} : { auth: { user: smtp.auth.user, pass: smtp.auth.pass } }),
    // On this computer there is nobody to hide from, and certificates are its own.
    ignoreTLS: !smtp.secure && isLoopback(smtp.host),
    name,
    maxConnections: limits.connections_max,
    maxMessages: MAILS_PER_CONNECTION,
    maxRequeues: 0,
    idleTimeout: IDLE_MS,
    connectionTimeout: limits.connect_ms,
    greetingTimeout: limits.connect_ms,
    dnsTimeout: limits.connect_ms,
    socketTimeout: limits.silence_ms,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return {
    async send(mail) {
      try {
        const { response } = await transport.sendMail({
          ...messageOf(mail),
          signal: AbortSignal.timeout(limits.send_ms),
        });
        return { kind: 'sent', code: codeOf(response), answer: response.slice(0, ANSWER_LENGTH_MAX) };
      } catch (error) {
        return outcomeOfError(error, limits.send_ms);
      }
    },
    close: () => transport.close(),
  };
}

function messageOf(mail: Mail) {
  const { from, to, subject, date, message_id, headers, text, html } = mail;
  return {
    from: { ...from },
    to: { ...to },
    envelope: { from: from.address, to: [to.address] },
    subject,
    date,
    messageId: message_id,
    headers: headers.map(({ name, value }) => ({ key: name, value })),
    text,
    html,
  };
}

function codeOf(response: string): number {
  return Number.parseInt(response, 10) || 250;
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || host.startsWith('127.');
}
