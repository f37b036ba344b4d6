/** What some pages of the web app may load besides what is ours. All other pages keep the policy of every answer. */
export interface PagePolicy {
  /** Matches the path of such a page, without its query. */
  readonly path: RegExp;
  /** Sources that are added to each named directive of the Content-Security-Policy. */
  readonly sources: Readonly<Record<string, readonly string[]>>;
}

/** The header of a page, or null where it is that of every answer. */
export type PolicyOfPage = (path: string) => string | null;

/** @param directives of every answer; one that is not among them begins as `default-src`. */
export function policyOfPage(
  directives: Readonly<Record<string, readonly string[]>>,
  policies: readonly PagePolicy[],
): PolicyOfPage {
  const headers = policies.map(({ path, sources }) => ({ path, header: headerOf(widened(directives, sources)) }));
  return (path) => headers.find((one) => one.path.test(path))?.header ?? null;
}

type Directives = Readonly<Record<string, readonly string[]>>;

function widened(directives: Directives, sources: Directives): Directives {
  const added = Object.entries(sources).map(([name, more]) => [
    name,
    [...(directives[name] ?? directives['default-src'] ?? []), ...more],
  ]);
  return { ...directives, ...Object.fromEntries(added) };
}

function headerOf(directives: Directives): string {
  return Object.entries(directives)
    .map(([name, values]) => [name, ...values].join(' '))
    .join(';');
}
