import { inflateSync } from 'node:zlib';

/** What a PDF of ours says: its pages, each with its texts in the order they were drawn. */
export function readPdf(bytes: Uint8Array): string[][] {
  const file = Buffer.from(bytes).toString('latin1');
  const objects = new Map<number, string>();
  for (const [, id = '', body = ''] of file.matchAll(/(?:^|\n)(\d+) 0 obj\n([\s\S]*?)\nendobj/g))
    objects.set(Number(id), body);
  const fonts = new Map<string, ReadonlyMap<string, string>>();
  for (const body of objects.values())
    for (const [, name = '', id = ''] of body.matchAll(/\/(F\d+) (\d+) 0 R/g))
      fonts.set(name, lettersOf(objects, objects.get(Number(id)) ?? ''));
  const pages = [...objects.values()].filter((body) => /\/Type \/Page\b/.test(body));
  return pages.map((page) => textsOf(streamOf(objects.get(referenceIn(page, 'Contents')) ?? ''), fonts));
}

function textsOf(content: string, fonts: ReadonlyMap<string, ReadonlyMap<string, string>>): string[] {
  const texts = [];
  for (const [block] of content.matchAll(/BT[\s\S]*?ET/g)) {
    const letters = fonts.get(/\/(F\d+) /.exec(block)?.[1] ?? '');
    const shown = [...block.matchAll(/<([0-9a-f]+)>/g)].map(([, hex = '']) => hex).join('');
    texts.push((shown.match(/.{4}/g) ?? []).map((glyph) => letters?.get(glyph) ?? '').join(''));
  }
  return texts;
}

/** Glyphs to text, as the font's own table says. */
function lettersOf(objects: ReadonlyMap<number, string>, font: string): ReadonlyMap<string, string> {
  const map = new Map<string, string>();
  const table = streamOf(objects.get(referenceIn(font, 'ToUnicode')) ?? '');
  for (const [, from = '', to = '', list = ''] of table.matchAll(/<([0-9a-f]{4})> <([0-9a-f]{4})> \[([^\]]*)\]/g)) {
    const texts = [...list.matchAll(/<([^>]*)>/g)].map(([, hex = '']) => hex.replaceAll(' ', ''));
    for (const [index, hex] of texts.entries()) {
      const glyph = Number.parseInt(from, 16) + index;
      if (glyph > Number.parseInt(to, 16)) break;
      map.set(glyph.toString(16).padStart(4, '0'), Buffer.from(hex, 'hex').swap16().toString('utf16le'));
    }
  }
  return map;
}

function referenceIn(body: string, name: string): number {
  return Number(new RegExp(`/${name} (\\d+) 0 R`).exec(body)?.[1] ?? 0);
}

/** As long as its object says: a compressed stream may end in any byte, a line's end among them. */
function streamOf(body: string): string {
  const begin = /\bstream\r?\n/.exec(body);
  if (begin === null) return '';
  const from = begin.index + begin[0].length;
  const data = Buffer.from(body.slice(from, from + Number(/\/Length (\d+)/.exec(body)?.[1])), 'latin1');
  return (body.includes('/FlateDecode') ? inflateSync(data) : data).toString('latin1');
}
