import type { GradingCompany } from '../../../../../../contract/inventory-grading.ts';
import type { CollectibleKind } from '../../../../../../contract/inventory-terms.ts';
import type { BodyInput } from '../../../../../../contract/schemas.ts';
import type { Printing } from '../../../../lib/queries/inventory-listing.ts';
import { type DetailValues, detailFields, detailValues, readDetails } from '../form/detail-fields.ts';

/** A piece that is being added, as it is typed. */
export interface Draft {
  readonly kind: CollectibleKind;
  /** Of the catalogue; null where the details are typed. */
  readonly printing: Printing | null;
  readonly details: DetailValues;
  readonly graded: boolean;
  readonly company: GradingCompany;
  readonly grade: string;
  readonly cert: string;
  readonly condition: string;
  readonly quantity: string;
  readonly price: string;
  readonly cost: string;
  readonly barcode: string;
  /** Empty: the shop's first. */
  readonly location_id: string;
  readonly photos: readonly File[];
}

/** Kinds whose details have a language or a game begin with those typed last. */
const KEPT = ['game', 'set_code', 'set_name', 'language'] as const;

export function emptyDraft(kind: CollectibleKind = 'card'): Draft {
  return {
    kind,
    printing: null,
    details: { ...detailValues(kind, {}), ...(hasLanguage(kind) && { language: 'en' }) },
    graded: false,
    company: 'PSA',
    grade: '',
    cert: '',
    condition: kind === 'sealed' ? 'SEALED' : 'NM',
    quantity: '1',
    price: '',
    cost: '',
    barcode: '',
    location_id: '',
    photos: [],
  };
}

/** The next piece after one that was added: what a pile has in common stays. */
export function nextDraft(draft: Draft): Draft {
  const { kind, graded, company, condition, location_id } = draft;
  const fresh = emptyDraft(kind);
  const kept = KEPT.filter((name) => draft.details[name] !== undefined).map((name) => [
    name,
    draft.details[name] ?? '',
  ]);
  const details = { ...fresh.details, ...(Object.fromEntries(kept) as DetailValues) };
  return { ...fresh, details, graded, company, condition, location_id };
}

/** With the details of a printing. */
export function withPrinting(draft: Draft, printing: Printing): Draft {
  const { game, set_code, set_name, collector_number, name, rarity, language, finishes } = printing;
  const card = { game, set_code, set_name, collector_number, name, rarity, language };
  const before = draft.details['finish'];
  const finish = finishes.find((one) => one === before) ?? finishes[0] ?? 'normal';
  return { ...draft, printing, details: { ...detailValues('card', card), finish } };
}

type Body = BodyInput<'createCollectible'>;

/** As it is sent. @returns what is wrong, by field, in a sentence each. */
export function bodyOf(
  draft: Draft,
  shop: {
    readonly vendor_id: string;
    readonly currency: string;
    readonly readMoney: (text: string) => number | null | undefined;
  },
): { readonly body: Body; readonly wrong: Readonly<Record<string, string>> } {
  const { kind, graded, company, condition } = draft;
  const { details, wrong } = readDetails(kind, draft.details);
  const [price_minor, cost_minor] = [shop.readMoney(draft.price), shop.readMoney(draft.cost)];
  if (price_minor === undefined) wrong['price'] = `An amount of ${shop.currency}, such as 12.50.`;
  if (cost_minor === undefined) wrong['cost'] = `An amount of ${shop.currency}, such as 12.50.`;
  if (!/^\d{1,7}$/.test(draft.quantity.trim())) wrong['quantity'] = 'A whole number of pieces.';
  const printing = kind === 'card' ? { printing_id: draft.printing?.id ?? null } : {};
  const body = {
    vendor_id: shop.vendor_id,
    kind,
    [`${kind}_details`]: { ...details, ...printing },
    condition: graded ? null : condition,
    grading: graded ? { company, grade: draft.grade || null, cert_number: draft.cert.trim() || null } : null,
    price_minor: price_minor ?? null,
    cost_minor: cost_minor ?? null,
    barcode: draft.barcode.trim() || null,
    quantity: graded ? 1 : Number(draft.quantity),
    status: price_minor === null ? 'draft' : 'active',
    ...(draft.location_id !== '' && { location_id: draft.location_id }),
  };
  return { body: body as Body, wrong };
}

function hasLanguage(kind: CollectibleKind): boolean {
  return detailFields[kind].some(({ name }) => name === 'language');
}
