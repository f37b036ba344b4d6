import { useCallback, useState } from 'react';

/** Which sections of a list show their heading only; remembered on this device. */
export interface CollapsedSections {
  readonly collapsed: ReadonlySet<string>;
  readonly toggle: (section: string) => void;
}

const KEY = 'omni-stock.collapsed';

export function useCollapsed(list_id: string): CollapsedSections {
  const [collapsed, setCollapsed] = useState<ReadonlySet<string>>(() => new Set(stored()[list_id]));
  const toggle = useCallback(
    (section: string) =>
      setCollapsed((before) => {
        const next = new Set(before);
        if (!next.delete(section)) next.add(section);
        keep(list_id, [...next]);
        return next;
      }),
    [list_id],
  );
  return { collapsed, toggle };
}

function stored(): Readonly<Record<string, readonly string[]>> {
  try {
    const value: unknown = JSON.parse(localStorage.getItem(KEY) ?? '{}');
    if (typeof value !== 'object' || value === null) return {};
    return Object.fromEntries(Object.entries(value).filter(([, names]) => Array.isArray(names)));
  } catch {
    return {};
  }
}

function keep(list_id: string, sections: readonly string[]): void {
  const { [list_id]: _, ...others } = stored();
  try {
    localStorage.setItem(KEY, JSON.stringify(sections.length === 0 ? others : { ...others, [list_id]: sections }));
  } catch {
    // Storage is full or blocked: the choice holds until the page is left.
  }
}
