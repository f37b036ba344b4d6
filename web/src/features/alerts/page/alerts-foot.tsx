import { Link } from '@tanstack/react-router';
import { formatWhole } from '../../../lib/format/number.ts';
import { KeyHint } from '../../../ui/key-hint.tsx';
import { useAlertUsage } from '../use-alerts.ts';

/** How much of the plan is used, and the keys that help here. */
export function AlertsFoot() {
  const usage = useAlertUsage();
  return (
    <div className="pane-foot">
      {usage && (
        <span className="truncate">
          {formatWhole(usage.used)} of {formatWhole(usage.most)} alerts in use ·{' '}
          {usage.used >= usage.most ? (
            <Link to="/plans" className="link">
              {usage.plan}, compare plans
            </Link>
          ) : (
            usage.plan
          )}
        </span>
      )}
      <span className="ml-auto flex gap-6 max-xl:hidden" aria-hidden="true">
        <KeyHint keys={['b']}>new alert</KeyHint>
        <KeyHint keys={['j', 'k']}>move</KeyHint>
        <KeyHint keys={['Enter']}>edit, or why it fired</KeyHint>
        <KeyHint keys={['Del']}>delete</KeyHint>
      </span>
    </div>
  );
}
