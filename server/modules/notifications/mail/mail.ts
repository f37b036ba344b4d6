/** A mail that is complete: what is sent, or kept. */
export interface Mail {
  /** With angle brackets; the same for every try of a delivery. */
  readonly message_id: string;
  readonly from: Mailbox;
  readonly to: Mailbox;
  readonly subject: string;
  readonly date: Date;
  /** Beside those that the fields above make. */
  readonly headers: readonly { readonly name: string; readonly value: string }[];
  readonly text: string;
  readonly html: string;
}

export interface Mailbox {
  readonly name: string;
  readonly address: string;
}

// oxlint-disable-next-line no-control-regex -- what would start another header
const CONTROL = /[\u0000-\u001f\u007f\u0085\u2028\u2029]+/g;

/** Text for a header: one line, whatever a person typed. */
export function oneLine(text: string): string {
  return text.toWellFormed().replace(CONTROL, ' ').trim();
}
