import { formatDate } from '../../../lib/format/time.ts';

const clock = new Intl.DateTimeFormat('en-GB', {
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
});

/** "14:17:41" of today, "20 Nov 2026, 14:17" before, on the reader's clock. */
export function whenText(moment: string, now_ms: number): string {
  const at = Date.parse(moment);
  const time = clock.format(at);
  return new Date(at).toDateString() === new Date(now_ms).toDateString()
    ? time
    : `${formatDate(at)}, ${time.slice(0, 5)}`;
}
