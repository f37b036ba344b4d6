import { useQuery } from '@tanstack/react-query';
import { CircleAlert, CircleCheck, TriangleAlert } from 'lucide-react';
import { formatWhole } from '../../lib/format/number.ts';
import { messageOf } from '../../lib/problems.ts';
import { type Health, type HealthStatus, healthQuery } from '../../lib/queries/health.ts';
import { useTitle } from '../../lib/use-title.ts';
import { Skeleton, useWaited } from '../../ui/skeleton.tsx';

const looks = {
  healthy: { word: 'Works', Icon: CircleCheck, tone: 'text-ok' },
  degraded: { word: 'Limited', Icon: TriangleAlert, tone: 'text-warn' },
  unhealthy: { word: 'Does not work', Icon: CircleAlert, tone: 'text-danger' },
} as const satisfies Record<HealthStatus, unknown>;

const sentences: Record<HealthStatus, string> = {
  healthy: 'Everything works.',
  degraded: 'It works, with limits.',
  unhealthy: 'Something does not work.',
};

/** Whether the server is well, part by part, in words. */
export function StatusPage() {
  useTitle('Status');
  const { data, error, isPending } = useQuery(healthQuery);
  const waited = useWaited(isPending);
  return (
    <div className="page max-w-[720px]">
      <h1 className="mb-6">Status</h1>
      {error !== null && (
        <p role="alert" className="mb-6 flex items-center gap-3 text-14">
          <CircleAlert className="icon text-danger" aria-hidden="true" />
          {messageOf(error)}
        </p>
      )}
      {waited && <Skeleton width={240} />}
      {data && <Report health={data} />}
    </div>
  );
}

function Report({ health }: { readonly health: Health }) {
  const { Icon, tone } = looks[health.status];
  return (
    <>
      <output className="mb-6 flex items-center gap-3 text-16 font-semibold">
        <Icon className={`icon ${tone}`} aria-hidden="true" />
        {sentences[health.status]}
      </output>
      <ul className="card overflow-hidden">
        {health.parts.map((part) => (
          <Part key={part.name} part={part} />
        ))}
      </ul>
      <p className="mt-4 text-12 text-muted">
        Version {health.version}, up for {uptime(health.uptime_s)}. Asked again every 10 seconds. For programs:{' '}
        <a href="/health" className="link">
          /health
        </a>
      </p>
    </>
  );
}

function Part({ part }: { readonly part: Health['parts'][number] }) {
  const { word, Icon, tone } = looks[part.status];
  return (
    <li className="flex min-h-12 items-center gap-3 border-b border-hairline px-4 py-2 last:border-b-0">
      <Icon className={`icon ${tone}`} aria-hidden="true" />
      <span className="min-w-0 grow">
        <span className="block font-medium first-letter:uppercase">{part.name}</span>
        {part.detail !== undefined && <span className="block text-12 text-muted">{part.detail}</span>}
      </span>
      <span className="text-muted">{formatWhole(part.latency_ms)} ms</span>
      <span className="w-24 text-right font-medium">{word}</span>
    </li>
  );
}

/** 93784 as "1 day 2 h", 7384 as "2 h 3 min", 59 as "less than a minute". */
function uptime(seconds: number): string {
  const minutes = Math.floor(seconds / 60);
  const [days, hours] = [Math.floor(minutes / 1440), Math.floor(minutes / 60) % 24];
  if (days > 0) return `${days} ${days === 1 ? 'day' : 'days'} ${hours} h`;
  if (hours > 0) return `${hours} h ${minutes % 60} min`;
  return minutes > 0 ? `${minutes} min` : 'less than a minute';
}
