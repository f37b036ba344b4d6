import { Check } from 'lucide-react';
import { type ReactNode, useId } from 'react';
import { classNames } from '../../../ui/class-names.ts';

/** Leads the focus to a step, once it is drawn: what had it is gone. */
export function focusStep(number: number): void {
  requestAnimationFrame(() => document.getElementById(`step-${number}`)?.focus());
}

interface StepProps {
  readonly number: number;
  readonly title: string;
  readonly done: boolean;
  /** In a few words, once it is done and folded. */
  readonly words?: string | undefined;
  /** Opens it again. */
  readonly onChange?: (() => void) | undefined;
  /** What is asked; left out while it waits for the step before. */
  readonly children?: ReactNode;
}

/** One thing that must be known before it can be paid. */
export function Step({ number, title, done, words, onChange, children }: StepProps) {
  const id = useId();
  return (
    <section className="panel step" id={`step-${number}`} tabIndex={-1} aria-labelledby={id}>
      <header className="step-head">
        <span className={classNames('step-mark', done && 'step-done')} aria-hidden="true">
          {done ? <Check className="icon-small" /> : number}
        </span>
        <div className="min-w-0 grow">
          <h2 id={id}>
            {title}
            {done && <span className="unseen">, done</span>}
          </h2>
          {words !== undefined && <p className="text-muted">{words}</p>}
        </div>
        {onChange && (
          <button type="button" className="link step-change" onClick={onChange}>
            Change<span className="unseen"> {title.toLowerCase()}</span>
          </button>
        )}
      </header>
      {children}
    </section>
  );
}
