import packageJson from '../../../../package.json' with { type: 'json' };
import { type Html, html } from './html.ts';

export interface Page {
  readonly title: string;
  /** Address of the page itself, to mark it in the head. */
  readonly path: string;
  readonly aside: Html;
  readonly main: Html;
}

const places = [
  ['/docs', 'Endpoints'],
  ['/docs/errors', 'Errors'],
  ['/docs/socket', 'Live socket'],
] as const;
const documents = [
  ['/openapi.json', 'OpenAPI'],
  ['/asyncapi.json', 'AsyncAPI'],
] as const;

/** A whole page of the documents. */
export function pageText({ title, path, aside, main }: Page): string {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title} · Omni-Stock API</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/docs/docs.css">
</head>
<body>
<a class="skip" href="#content">Skip to the content</a>
<header class="top">
<a class="brand" href="/docs">Omni-Stock <span>API ${packageJson.version}</span></a>
<nav aria-label="Pages">${places.map(
    ([href, name]) => html`<a href="${href}"${href === path ? html` aria-current="page"` : null}>${name}</a>`,
  )}</nav>
<nav class="files" aria-label="Documents for programs">${documents.map(
    ([href, name]) => html`<a href="${href}">${name}</a>`,
  )}</nav>
</header>
<div class="columns">
<aside><nav aria-label="On this page">${aside}</nav></aside>
<main id="content" tabindex="-1">${main}</main>
</div>
</body>
</html>
`.text;
}

/** A block of code that keyboards can reach and scroll. */
export function codeBlock(label: string, text: string): Html {
  return html`<figure class="code"><figcaption>${label}</figcaption><pre tabindex="0"><code>${text}</code></pre></figure>`;
}
