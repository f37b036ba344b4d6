import type { ReactNode } from 'react';
import { classNames } from '../../ui/class-names.ts';
import './grid/cards.css';

interface ArtProps {
  readonly image_url: string | null;
  /** What the drawing is made from; the same each time. */
  readonly seed: string;
  /** Stands at the foot of a drawing: a set and a number. */
  readonly mark: string;
  /** Drawn in grey: there is none of it now. */
  readonly gone?: boolean;
  /** Wanted at once, not when it comes into sight. */
  readonly eager?: boolean;
}

/**
 * A piece's own picture, or where there is none a plate of our own: a drawing by its name, which claims to be no photo.
 * It says nothing that the words beside it do not.
 */
export function Art({ image_url, seed, mark, gone = false, eager = false }: ArtProps) {
  const look = classNames('art', gone && 'art-gone');
  // The page's policy lets pictures come from here only.
  if (image_url?.startsWith('/') === true)
    return <img className={look} src={image_url} alt="" loading={eager ? 'eager' : 'lazy'} decoding="async" />;
  return <Plate look={look} seed={seed} mark={mark} />;
}

const WIDTH = 100;
const HEIGHT = 140;

function Plate({ look, seed, mark }: { readonly look: string; readonly seed: string; readonly mark: string }) {
  const number = hashOf(seed);
  const [ground, shape, light] = inks[number % inks.length] ?? ['#1b2547', '#2f4379', '#e8d9a0'];
  const draw = motifs[(number >>> 4) % motifs.length] ?? rings;
  return (
    <svg className={look} viewBox={`0 0 ${WIDTH} ${HEIGHT}`} aria-hidden="true">
      <rect width={WIDTH} height={HEIGHT} fill={ground} />
      {draw({ shape, light, turn: (number >>> 8) % 60 })}
      <rect x="5.5" y="5.5" width="89" height="129" rx="4" fill="none" stroke={light} strokeOpacity="0.55" />
      <rect x="10" y="118" width="80" height="11" rx="2" fill={ground} fillOpacity="0.85" />
      <text x="50" y="126" fontSize="7" fontWeight="600" textAnchor="middle" fill={light} letterSpacing="0.3">
        {mark.slice(0, 20)}
      </text>
    </svg>
  );
}

interface Motif {
  readonly shape: string;
  readonly light: string;
  /** Degrees or steps by which one differs from the next. */
  readonly turn: number;
}

function rings({ shape, light, turn }: Motif): ReactNode {
  return (
    <>
      {[34, 26, 18].map((radius) => (
        <circle key={radius} cx="50" cy="62" r={radius} fill={shape} fillOpacity={0.28 + (34 - radius) / 40} />
      ))}
      <circle cx="50" cy="62" r="10" fill={light} />
      <path d="M50 62 L50 40" stroke={light} strokeWidth="2" transform={`rotate(${turn * 6} 50 62)`} />
    </>
  );
}

function waves({ shape, light, turn }: Motif): ReactNode {
  return (
    <>
      <circle cx={36 + (turn % 30)} cy="46" r="20" fill={light} />
      {[72, 86, 100].map((y, at) => (
        <path
          key={y}
          d={`M0 ${y} q12 -${6 + (turn % 5)} 25 0 t25 0 t25 0 t25 0 V${HEIGHT} H0 Z`}
          fill={shape}
          fillOpacity={0.45 + at * 0.2}
        />
      ))}
    </>
  );
}

function facets({ shape, light, turn }: Motif): ReactNode {
  return (
    <g transform={`rotate(${turn} 50 60)`}>
      {[0, 60, 120, 180, 240, 300].map((angle, at) => (
        <path
          key={angle}
          d="M50 60 L50 14 L90 37 Z"
          fill={at % 2 === 0 ? shape : light}
          fillOpacity={at % 2 === 0 ? 0.9 : 0.22 + at * 0.07}
          transform={`rotate(${angle} 50 60)`}
        />
      ))}
    </g>
  );
}

function peaks({ shape, light, turn }: Motif): ReactNode {
  return (
    <>
      <circle cx={30 + (turn % 40)} cy="38" r="11" fill={light} fillOpacity="0.9" />
      <path d={`M-10 116 L${24 + (turn % 14)} 62 L62 116 Z`} fill={shape} fillOpacity="0.6" />
      <path d={`M20 116 L${60 + (turn % 14)} 48 L118 116 Z`} fill={shape} />
      <path d={`M${60 + (turn % 14)} 48 l-8 15 l8 -4 l9 6 Z`} fill={light} fillOpacity="0.7" />
    </>
  );
}

const motifs = [rings, waves, facets, peaks];
/** Ground, shape and light of a plate. */
const inks: readonly (readonly [string, string, string])[] = [
  ['#14213d', '#2f4b7c', '#efd9a0'],
  ['#0d3b44', '#3f8f94', '#f2e3c0'],
  ['#2b1638', '#6d3b74', '#f0c98a'],
  ['#4a1f33', '#a8556a', '#f3d9c3'],
  ['#16321f', '#3d7a52', '#e9e3ae'],
  ['#3a2a14', '#94703a', '#f4e6c6'],
  ['#1f2a44', '#5c6fa8', '#dfe6f5'],
  ['#3b1414', '#97403a', '#f5dcb0'],
];

/** FNV-1a, mixed: the same drawing for the same name, on every device. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (const character of text) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193);
  // Names differ in a letter or two: their drawings are to differ more.
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
