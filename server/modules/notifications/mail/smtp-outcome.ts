import type { Outcome } from '../senders/sender.ts';

const TEXT_LENGTH_MAX = 400;

/** What nodemailer says of a mail that it could not hand over. */
interface SmtpError {
  readonly message: string;
  /** EENVELOPE, EMESSAGE, EAUTH, ETIMEDOUT … */
  readonly code: string;
  /** The command that was refused: "RCPT TO". */
  readonly command: string;
  readonly responseCode: number | undefined;
  readonly response: string;
}

/**
 * What follows from a failure. A refusal for good (5xx) of the address or of the mail's text ends the delivery; one of
 * our sign-in, of our own address or of the whole connection is the operator's to repair, and is tried again meanwhile.
 */
export function outcomeOfError(error: unknown, send_ms: number): Outcome {
  const { message, code, command, responseCode, response } = read(error);
  if (code === 'EABORT')
    return { kind: 'retry', error: `The mail server did not finish within ${Math.round(send_ms / 1000)} s` };
  const answer = response.slice(0, TEXT_LENGTH_MAX);
  const said = responseCode === undefined ? {} : { code: responseCode, answer };
  const what = responseCode === undefined ? message : `The mail server answered ${answer || responseCode}`;
  if (responseCode === undefined || !isPermanent(responseCode) || !isAboutThisMail(code, command))
    return { kind: 'retry', error: what.slice(0, TEXT_LENGTH_MAX), ...said };
  const target_refused = command === 'RCPT TO' || /^\d{3}[ -]5\.[12]\.\d/.test(response);
  return { kind: 'failed', error: what.slice(0, TEXT_LENGTH_MAX), ...said, target_refused };
}

/** 503 says that commands came in a wrong order: a new connection starts over. */
function isPermanent(code: number): boolean {
  return code >= 500 && code < 600 && code !== 503;
}

function isAboutThisMail(code: string, command: string): boolean {
  return command === 'RCPT TO' || command === 'DATA' || code === 'EMESSAGE';
}

function read(error: unknown): SmtpError {
  const of = (typeof error === 'object' && error !== null ? error : {}) as Partial<Record<string, unknown>>;
  const text = (value: unknown): string => (typeof value === 'string' ? value : '');
  return {
    message: text(of['message']) || 'The mail could not be sent',
    code: text(of['code']),
    command: text(of['command']),
    responseCode: typeof of['responseCode'] === 'number' ? of['responseCode'] : undefined,
    response: text(of['response']),
  };
}
