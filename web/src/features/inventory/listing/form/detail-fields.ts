import { type CollectibleKind, conditions, finishes } from '../../../../../../contract/inventory-terms.ts';
import { finishLabel } from '../../stock/row.ts';

/** A member of a kind's details, as a form asks for it. */
export interface DetailField {
  readonly name: string;
  readonly label: string;
  readonly as: 'text' | 'year' | 'flag' | 'finish';
  readonly max?: number;
  readonly required?: boolean;
}

const text = (name: string, label: string, max: number): DetailField => ({ name, label, as: 'text', max });
const needed = (name: string, label: string, max: number): DetailField => ({
  ...text(name, label, max),
  required: true,
});
const flag = (name: string, label: string): DetailField => ({ name, label, as: 'flag' });
const year: DetailField = { name: 'year', label: 'Year', as: 'year' };

export const detailFields: Readonly<Record<CollectibleKind, readonly DetailField[]>> = {
  card: [
    needed('name', 'Name', 200),
    needed('game', 'Game', 40),
    text('set_code', 'Set code', 40),
    text('set_name', 'Set', 120),
    text('collector_number', 'Number', 40),
    text('rarity', 'Rarity', 60),
    needed('language', 'Language', 35),
    { name: 'finish', label: 'Finish', as: 'finish' },
    flag('first_edition', 'First edition'),
    flag('signed', 'Signed'),
    flag('altered', 'Altered'),
  ],
  comic: [
    needed('series', 'Series', 200),
    text('issue_number', 'Issue', 40),
    text('publisher', 'Publisher', 120),
    year,
    text('variant', 'Variant', 120),
    flag('signed', 'Signed'),
  ],
  coin: [
    needed('denomination', 'Denomination', 80),
    text('country', 'Country', 80),
    year,
    text('mint_mark', 'Mint mark', 20),
    text('metal', 'Metal', 60),
  ],
  sealed: [
    needed('product', 'Product', 120),
    needed('game', 'Game', 40),
    text('set_code', 'Set code', 40),
    text('set_name', 'Set', 120),
    needed('language', 'Language', 35),
  ],
  watch: [
    needed('brand', 'Brand', 80),
    needed('model', 'Model', 120),
    text('reference', 'Reference', 60),
    text('serial_number', 'Serial number', 60),
    year,
    flag('box', 'With box'),
    flag('papers', 'With papers'),
  ],
  other: [text('maker', 'Maker', 120), text('model', 'Model', 120), year],
};

export type DetailValues = Readonly<Record<string, string | boolean>>;

/** As fields hold them; what is not there is empty. */
export function detailValues(kind: CollectibleKind, details: Readonly<Record<string, unknown>>): DetailValues {
  const entries = detailFields[kind].map(({ name, as }): [string, string | boolean] => {
    const value = details[name];
    if (as === 'flag') return [name, value === true];
    if (as === 'finish' && typeof value !== 'string') return [name, 'normal'];
    return [name, typeof value === 'string' || typeof value === 'number' ? String(value) : ''];
  });
  return Object.fromEntries(entries);
}

/** As they are sent: an empty field is null, a year a number. @returns what is wrong, by field. */
export function readDetails(
  kind: CollectibleKind,
  values: DetailValues,
): { readonly details: Record<string, unknown>; readonly wrong: Record<string, string> } {
  const details: Record<string, unknown> = {};
  const wrong: Record<string, string> = {};
  for (const { name, label, as, required } of detailFields[kind]) {
    const value = values[name];
    if (as === 'flag') details[name] = value === true;
    else {
      const typed = String(value ?? '').trim();
      if (typed === '' && required) wrong[name] = `${label} is needed.`;
      if (as === 'year' && typed !== '' && !/^-?\d{1,4}$/.test(typed)) wrong[name] = 'A year such as 1999.';
      details[name] = typed === '' ? null : as === 'year' ? Number(typed) : typed;
    }
  }
  return { details, wrong };
}

export const finishOptions = finishes.map((value) => ({ value, label: finishLabel(value) }));
const conditionNames: Readonly<Record<(typeof conditions)[number], string>> = {
  M: 'Mint',
  NM: 'Near mint',
  LP: 'Lightly played',
  MP: 'Moderately played',
  HP: 'Heavily played',
  DMG: 'Damaged',
  SEALED: 'Sealed',
};
export const conditionOptions = conditions.map((value) => ({ value, label: `${value} · ${conditionNames[value]}` }));
