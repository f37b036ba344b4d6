import { ScanBarcode } from 'lucide-react';
import { type FormEvent, type RefObject, useEffect, useState } from 'react';
import { Button } from '../../../ui/button.tsx';

interface ScanFieldProps {
  readonly field: RefObject<HTMLInputElement | null>;
  readonly onScan: (code: string) => void;
}

/** Where a scanner types its codes, and people names. What is typed elsewhere on the page lands here too. */
export function ScanField({ field, onScan }: ScanFieldProps) {
  const [typed, setTyped] = useState('');
  useWedge(field);
  const scan = (event: FormEvent) => {
    event.preventDefault();
    const code = typed.trim();
    setTyped('');
    field.current?.focus();
    if (code !== '') onScan(code);
  };
  return (
    <form className="count-scan" onSubmit={scan}>
      <label className="input grow">
        <ScanBarcode className="icon text-muted" aria-hidden="true" />
        <span className="unseen">Scan or type a SKU, barcode, certificate or name</span>
        <input
          ref={field}
          value={typed}
          maxLength={100}
          autoComplete="off"
          autoCapitalize="off"
          spellCheck={false}
          enterKeyHint="done"
          placeholder="Scan, or type a SKU or name"
          onChange={(event) => setTyped(event.target.value)}
        />
      </label>
      <Button type="submit" size="large">
        Count
      </Button>
    </form>
  );
}

/** A scanner is a keyboard that knows no focus: its keys go to the field, unless a field or a dialog has them. */
function useWedge(field: RefObject<HTMLInputElement | null>): void {
  useEffect(() => {
    field.current?.focus();
    const onKey = (event: KeyboardEvent) => {
      const target = event.target instanceof Element ? event.target : null;
      const taken =
        target?.closest('input, textarea, select, [role="dialog"], [role="menu"], [role="listbox"]') != null;
      const is_text = event.key.length === 1 && event.key !== ' ' && !event.ctrlKey && !event.metaKey && !event.altKey;
      if (taken || !is_text) return;
      // Before the page's own keys see it; the press itself lands in the field that has the focus now.
      event.stopImmediatePropagation();
      field.current?.focus();
    };
    document.addEventListener('keydown', onKey, true);
    return () => document.removeEventListener('keydown', onKey, true);
  }, [field]);
}
