import { FACTS_MAX, type Fact, type Notice } from './notice.ts';

const TITLE_LENGTH_MAX = 200;
const BODY_LENGTH_MAX = 1_000;
const LABEL_LENGTH_MAX = 60;
const VALUE_LENGTH_MAX = 300;
/** Of all facts as JSON, so that the event of a notice stays below 16 KiB in any script. */
const FACTS_BYTES_MAX = 7_000;

// oxlint-disable-next-line no-control-regex -- what is taken out: control characters, line ends in bodies aside
const CONTROL = /[\u0000-\u0009\u000b-\u001f\u007f\u2028\u2029]/g;

/**
 * The notice within what a row, a frame and a mail hold. Its words come from people: too long a text is cut rather than
 * refused, since a refusal would undo what the notice tells of.
 */
export function cleanNotice(notice: Notice): Notice {
  return {
    ...notice,
    title: line(notice.title, TITLE_LENGTH_MAX) || 'Notification',
    body: cut(notice.body.toWellFormed().replaceAll('\r\n', '\n').replace(CONTROL, ' '), BODY_LENGTH_MAX),
    facts: fitting(
      notice.facts
        .slice(0, FACTS_MAX)
        .map(({ label, value }) => ({ label: line(label, LABEL_LENGTH_MAX), value: line(value, VALUE_LENGTH_MAX) })),
    ),
  };
}

function line(text: string, length_max: number): string {
  return cut(text.toWellFormed().replaceAll('\n', ' ').replace(CONTROL, ' ').trim(), length_max);
}

function cut(text: string, length_max: number): string {
  if (text.length <= length_max) return text;
  return `${text
    .slice(0, length_max - 1)
    .toWellFormed()
    .replace(/\ufffd$/, '')}…`;
}

function fitting(facts: readonly Fact[]): Fact[] {
  const kept = [...facts];
  while (Buffer.byteLength(JSON.stringify(kept)) > FACTS_BYTES_MAX) kept.pop();
  return kept;
}
