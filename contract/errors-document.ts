import { type ErrorCode, errorTable } from './errors.ts';

/** The error table as a page for people: docs/errors.md, and a section of /docs. */
export function errorsMarkdown(): string {
  const codes = (Object.keys(errorTable) as ErrorCode[]).sort();
  const sections = codes.map((code) => {
    const { status, title, next } = errorTable[code];
    return `## ${code}\n\n**${status}** ${title}. ${next}\n`;
  });
  return `# Errors

Every refusal of the API, by its code. A refused call answers \`{ "data": null, "meta": { … }, "errors": [ … ] }\`; each
member of \`errors\` is a problem after RFC 9457 with \`type\`, \`code\`, \`title\`, \`status\`, \`detail\`, and a \`pointer\` to the
field where there is one. Programs match on \`code\`, which does not change; sentences may. With
\`Accept: application/problem+json\` the first problem is answered bare. \`Retry-After\` says after how many seconds to try
again. Written by \`npm run contract\` from \`contract/errors.ts\`.

${sections.join('\n')}`;
}
