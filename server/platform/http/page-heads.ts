/** What a page says of itself to whoever does not run it: search engines, and programs that preview a link. */
export interface PageHead {
  /** 404: there is no such page, though the web app says so itself. */
  readonly status: 200 | 404;
  readonly title: string;
  readonly description: string;
  /** In the web app: "/shop/pkm-base1-4-en". */
  readonly path: string;
  /** Address of a picture on our origin: "/photos/….webp". */
  readonly image: string | null;
  readonly type: 'website' | 'product';
  /** Structured data after schema.org, without its context. */
  readonly data: Readonly<Record<string, unknown>> | null;
}

/** Pages of the web app that have a head of their own. */
export interface PageHeads {
  /** @returns null for an address that has none. */
  find(path: string): (() => Promise<PageHead>) | null;
}

/** Heads that are read at a time; a page asked for meanwhile comes without. */
const AT_ONCE_MAX = 16;
const DESCRIPTION_TAG = /<meta name="description"[^>]*>\s*/;
const TITLE_TAG = /<title>[^<]*<\/title>/;

export interface ComposedPage {
  readonly status: 200 | 404;
  readonly html: string;
}

/** Puts heads into the page of the web app. @param html of the page as it was built. */
export function composePages(html: string, heads: PageHeads, public_url: string) {
  const plain = html.replace(DESCRIPTION_TAG, '');
  let reading = 0;
  return {
    /** @returns null where the page goes out as it was built. */
    page(path: string): Promise<ComposedPage> | null {
      const read = heads.find(path);
      if (read === null || reading >= AT_ONCE_MAX) return null;
      reading += 1;
      return read()
        .then((head) => ({ status: head.status, html: plain.replace(TITLE_TAG, () => tagsOf(head, public_url)) }))
        .finally(() => {
          reading -= 1;
        });
    },
  };
}

function tagsOf({ status, title, description, path, image, type, data }: PageHead, public_url: string): string {
  const url = public_url + path;
  const property = (name: string, content: string): string =>
    `<meta property="${name}" content="${escaped(content)}" />`;
  const tags = [
    `<title>${escaped(title)}</title>`,
    `<meta name="description" content="${escaped(description)}" />`,
    ...(status === 404
      ? ['<meta name="robots" content="noindex" />']
      : [`<link rel="canonical" href="${escaped(url)}" />`]),
    property('og:site_name', 'Omni-Stock'),
    property('og:type', type),
    property('og:title', title),
    property('og:description', description),
    property('og:url', url),
    ...(image === null ? [] : [property('og:image', public_url + image)]),
    `<meta name="twitter:card" content="${image === null ? 'summary' : 'summary_large_image'}" />`,
  ];
  if (data !== null)
    tags.push(`<script type="application/ld+json">${inScript({ '@context': 'https://schema.org', ...data })}</script>`);
  return tags.join('\n    ');
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => ENTITIES[sign] ?? '');
}

/** JSON that no parser of HTML sees anything in. */
function inScript(value: unknown): string {
  return JSON.stringify(value).replace(
    /[<>&\u2028\u2029]/g,
    (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
