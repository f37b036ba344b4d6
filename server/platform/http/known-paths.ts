/** Which methods each address takes, for the answers to OPTIONS and to a method that is not among them. */
export interface KnownPaths {
  /** @param pattern an address with parameters as `:name` */
  add(pattern: string, method: string): void;
  /** Methods of an address in alphabetical order; empty for an unknown one. */
  methodsOf(path: string): readonly string[];
}

export function knownPaths(): KnownPaths {
  const known = new Map<string, { readonly pattern: RegExp; readonly methods: Set<string> }>();
  return {
    add(pattern, method) {
      const entry = known.get(pattern) ?? { pattern: patternOf(pattern), methods: new Set(['OPTIONS']) };
      entry.methods.add(method);
      known.set(pattern, entry);
    },
    methodsOf(path) {
      const all = new Set<string>();
      for (const { pattern, methods } of known.values())
        if (pattern.test(path)) for (const method of methods) all.add(method);
      return [...all].sort();
    },
  };
}

function patternOf(address: string): RegExp {
  const source = address.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`).replace(/:\w+/g, '[^/]+');
  return new RegExp(`^${source}/?$`);
}
