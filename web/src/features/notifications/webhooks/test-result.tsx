import { CircleAlert, CircleCheck } from 'lucide-react';
import type { ReplyOf } from '../../../../../contract/schemas.ts';
import { formatWhole } from '../../../lib/format/number.ts';

/** How a test went: the answer, or why there was none. */
export function TestResult({ result }: { readonly result: ReplyOf<'testWebhook'> }) {
  const { delivered, code, duration_ms, error, answer } = result;
  const Icon = delivered ? CircleCheck : CircleAlert;
  return (
    <output className="mt-3 block rounded-control bg-surface px-3 py-2">
      <span className="flex items-center gap-2">
        <Icon className={`icon ${delivered ? 'text-ok' : 'text-danger'}`} aria-hidden="true" />
        <span className="min-w-0 grow [overflow-wrap:anywhere]">
          {delivered ? 'It arrived.' : (error ?? 'It did not arrive.')}
        </span>
        <span className="tabular flex-none text-12 text-muted">
          {code === null ? '' : `${code} · `}
          {formatWhole(duration_ms)} ms
        </span>
      </span>
      {answer !== null && answer !== '' && (
        <code className="mt-1 block max-h-24 overflow-auto text-12 whitespace-pre-wrap text-muted [overflow-wrap:anywhere]">
          {answer}
        </code>
      )}
    </output>
  );
}
