import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

/** Tokens as tokens.css gives them: the root's, and what each theme and palette changes. */
const css = readFileSync(new URL('./tokens.css', import.meta.url), 'utf8');

function tokensOf(selector: string): Record<string, string> {
  const at = css.indexOf(`${selector} {`);
  expect(at, selector).not.toBe(-1);
  const block = css.slice(at, css.indexOf('}', at));
  return Object.fromEntries(
    [...block.matchAll(/--([\w-]+):\s*(#[0-9a-f]{6}|\d+%);/g)].map(([, name, value]) => [name, value]),
  );
}

const light = tokensOf(':root');
const dark = { ...light, ...tokensOf('[data-theme="dark"]') };
const looks: readonly (readonly [string, Record<string, string>])[] = [
  ['light', light],
  ['dark', dark],
  ['light, blue and orange', { ...light, ...tokensOf('[data-palette="blue-orange"]') }],
  ['dark, blue and orange', { ...dark, ...tokensOf('[data-theme="dark"][data-palette="blue-orange"]') }],
];
const grounds = ['bg', 'surface', 'selected'];

type Colour = readonly number[];

function colourOf(hex: string | undefined): Colour {
  return [1, 3, 5].map((at) => Number.parseInt((hex ?? '').slice(at, at + 2), 16));
}

/** Relative luminance after WCAG 2. */
function luminance(colour: Colour): number {
  const [red = 0, green = 0, blue = 0] = colour.map((channel) => {
    const share = channel / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function ratio(left: Colour, right: Colour): number {
  const [dim = 0, bright = 0] = [luminance(left), luminance(right)].sort((a, b) => a - b);
  return (bright + 0.05) / (dim + 0.05);
}

function mixed(over: Colour, under: Colour, share: number): Colour {
  return over.map((channel, at) => channel * share + (under[at] ?? 0) * (1 - share));
}

describe.each(looks)('colours in %s', (_, tokens) => {
  const colour = (name: string) => colourOf(tokens[name]);

  it.each(['text', 'muted', 'accent', 'rise', 'fall', 'warn', 'ok', 'danger', 'peer'])(
    '%s can be read on every ground',
    (name) => {
      for (const ground of grounds) expect(ratio(colour(name), colour(ground)), ground).toBeGreaterThanOrEqual(4.5);
    },
  );

  it('text can be read on the accent, and on a tip', () => {
    expect(ratio(colour('on-accent'), colour('accent'))).toBeGreaterThanOrEqual(4.5);
    expect(ratio(colour('bg'), colour('text'))).toBeGreaterThanOrEqual(4.5);
  });

  it.each(['rise', 'fall'])('a price that %ss can be read on its tint', (name) => {
    const tint = mixed(colour(name), colour('bg'), Number.parseInt(tokens['tint'] ?? '', 10) / 100);
    expect(ratio(colour(name), tint)).toBeGreaterThanOrEqual(4.5);
  });

  it.each(['rise', 'fall'])('text can be read on the strongest tile of a heat map that %ss', (name) => {
    const tile = mixed(colour(name), colour('bg'), 0.52);
    expect(ratio(colour('text'), tile)).toBeGreaterThanOrEqual(4.5);
  });

  it('borders of controls and flags can be seen', () => {
    const marks = Object.keys(tokens).filter((name) => name === 'control' || name.startsWith('flag-'));
    expect(marks).toHaveLength(7);
    for (const name of marks) {
      for (const ground of grounds)
        expect(ratio(colour(name), colour(ground)), `${name} on ${ground}`).toBeGreaterThanOrEqual(3);
    }
  });
});
