import { Check } from 'lucide-react';

export const steps = ['File', 'Columns', 'Check', 'Import'] as const;

/** How far one is on the way from a file to the stock. @param at index of the step in hand. */
export function ImportSteps({ at, done }: { readonly at: number; readonly done: boolean }) {
  return (
    <ol className="import-steps" aria-label="Steps">
      {steps.map((step, index) => {
        const is_done = index < at || done;
        return (
          <li key={step} aria-current={index === at && !done ? 'step' : undefined} data-done={is_done || undefined}>
            <span className="import-step-mark" aria-hidden="true">
              {is_done ? <Check /> : index + 1}
            </span>
            {step}
            {is_done && <span className="unseen">, done</span>}
          </li>
        );
      })}
    </ol>
  );
}
