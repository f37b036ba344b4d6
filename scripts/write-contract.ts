import { writeFile } from 'node:fs/promises';
import { errorsMarkdown } from '../contract/errors-document.ts';
import { asyncapi } from '../contract/live/asyncapi.ts';
import { openapi } from '../contract/openapi.ts';

/** Writes the documents of the contract beside the code, where reviews see what a change means to callers. */
const files = {
  'openapi.json': `${JSON.stringify(openapi, null, 2)}\n`,
  'asyncapi.json': `${JSON.stringify(asyncapi, null, 2)}\n`,
  'docs/errors.md': errorsMarkdown(),
};

for (const [name, text] of Object.entries(files)) {
  await writeFile(new URL(`../${name}`, import.meta.url), text);
  console.log(`wrote ${name}`);
}
