/** What the server writes into the page about the address it was asked for, besides its title. */
const SERVED = [
  'link[rel="canonical"]',
  'meta[name="description"]',
  'meta[name="robots"]',
  'meta[name^="twitter:"]',
  'meta[property^="og:"]',
  'script[type="application/ld+json"]',
].join(', ');

/**
 * Takes what the server said of the first address out of the page once another one is shown: whoever shares that, or reads the
 * page then, must not be led back to the first.
 *
 * @param onPath hears the path of every address that is shown.
 */
export function dropServedHead(onPath: (listener: (path: string) => void) => () => void): void {
  const served = plain(location.pathname);
  const stop = onPath((path) => {
    if (plain(path) === served) return;
    for (const tag of document.head.querySelectorAll(SERVED)) tag.remove();
    stop();
  });
}

function plain(path: string): string {
  return path.replace(/\/+$/, '');
}
