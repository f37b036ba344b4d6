import { ChevronDown } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import type { Facet } from '../../../lib/queries/shop.ts';
import { Checkbox, Switch } from '../../../ui/choices.tsx';
import { finishLabel, kindLabels } from '../../inventory/stock/row.ts';
import type { StoreView } from '../storefront.tsx';
import { conditionNames, gameName, languageName } from '../words.ts';
import { PriceFacet } from './price-facet.tsx';
import { type ListMember, valuesOf, withValue } from './shop-state.ts';
import './facets.css';

/** Values shown before one asks for the rest. */
const FEW = 6;
/** From so many on, they can be searched. */
const MANY = 12;

/** What may be chosen, with how many products each choice would leave. */
export function FacetPanel(view: StoreView) {
  const { state, onChange, products, by_vendor } = view;
  const facets = products.facets.data?.facets ?? {};
  const kinds = facets.kind ?? [];
  return (
    <div className="facets">
      <OneOf view={view} title="Game" member="game" values={named(facets.game, gameName)} />
      <OneOf view={view} title="Set" member="set" values={facets.set} />
      <Conditions view={view} values={facets.condition} />
      <PriceFacet state={state} onChange={onChange} currency={products.products[0]?.currency ?? 'EUR'} />
      <AnyOf view={view} title="Finish" member="finish" values={named(facets.finish, finishLabel)} />
      <OneOf view={view} title="Language" member="language" values={named(facets.language, languageName)} />
      <OneOf view={view} title="Rarity" member="rarity" values={facets.rarity} />
      {kinds.length > 1 && (
        <AnyOf
          view={view}
          title="Kind"
          member="kind"
          values={named(kinds, (value) => (kindLabels as Readonly<Record<string, string>>)[value] ?? value)}
        />
      )}
      {!by_vendor && <OneOf view={view} title="Vendor" member="vendor_id" values={facets.vendor} />}
      <div className="facet facet-switches">
        <Switch
          label="Graded copies only"
          checked={state.graded === 'true'}
          onChange={(on) => onChange({ ...state, graded: on ? 'true' : undefined })}
        />
        <Switch
          label="Also what is sold out"
          checked={state.sold_out === 'true'}
          onChange={(on) => onChange({ ...state, sold_out: on ? 'true' : undefined })}
        />
      </div>
    </div>
  );
}

function named(values: Facet | undefined, word: (value: string) => string): Facet | undefined {
  return values?.map((one) => ({ ...one, label: word(one.value) }));
}

interface FacetProps {
  readonly view: StoreView;
  readonly title: string;
  readonly values: Facet | undefined;
}
type OneMember = 'game' | 'set' | 'language' | 'rarity' | 'vendor_id';

/** One value at a time: choosing another takes the first back. */
function OneOf({ view, title, values, member }: FacetProps & { readonly member: OneMember }) {
  const { state, onChange } = view;
  const chosen = state[member];
  return (
    <FacetList
      title={title}
      values={values}
      chosen={chosen === undefined ? [] : [chosen]}
      onToggle={(value) => onChange({ ...state, [member]: chosen === value ? undefined : value })}
    />
  );
}

function AnyOf({ view, title, values, member }: FacetProps & { readonly member: ListMember }) {
  const { state, onChange } = view;
  return (
    <FacetList
      title={title}
      values={values}
      chosen={valuesOf(state, member)}
      onToggle={(value) => onChange({ ...state, [member]: withValue(state, member, value) })}
    />
  );
}

interface FacetListProps extends Pick<FacetProps, 'title' | 'values'> {
  readonly chosen: readonly string[];
  readonly onToggle: (value: string) => void;
}

const none: Facet = [];

function FacetList({ title, values = none, chosen, onToggle }: FacetListProps) {
  const [all, setAll] = useState(false);
  const [sought, setSought] = useState('');
  // A choice that leaves nothing stays, so that it can be taken back.
  const lost = chosen
    .filter((value) => !values.some((one) => one.value === value))
    .map((value) => ({ value, label: value, count: 0 }));
  const known = [...lost, ...values];
  if (known.length === 0) return null;
  const wanted = known.filter(({ label }) => label.toLowerCase().includes(sought.trim().toLowerCase()));
  const shown = all || sought !== '' ? wanted : wanted.filter(({ value }, at) => at < FEW || chosen.includes(value));
  return (
    <FacetFrame title={title}>
      {known.length > MANY && (
        <label className="input facet-search">
          <span className="unseen">Find in {title}</span>
          <input
            type="search"
            value={sought}
            placeholder={`Find one of ${known.length}`}
            onChange={(event) => setSought(event.target.value)}
          />
        </label>
      )}
      <ul>
        {shown.map(({ value, label, count }) => (
          <li key={value} className="facet-value">
            <Checkbox label={label} checked={chosen.includes(value)} onChange={() => onToggle(value)} />
            <span className="text-muted tabular">
              {count.toLocaleString('en-US')}
              <span className="unseen"> products</span>
            </span>
          </li>
        ))}
      </ul>
      {sought !== '' && shown.length === 0 && <p className="text-12 text-muted">None is called “{sought}”.</p>}
      {sought === '' && wanted.length > shown.length && (
        <button type="button" className="link facet-all" onClick={() => setAll(true)}>
          Show all {wanted.length}
        </button>
      )}
    </FacetFrame>
  );
}

function Conditions({ view, values = none }: Omit<FacetProps, 'title'>) {
  const { state, onChange } = view;
  const chosen = valuesOf(state, 'condition');
  const counts = new Map(values.map(({ value, count }) => [value, count]));
  const shown = Object.keys(conditionNames).filter(
    (name) => counts.has(name) || chosen.includes(name) || (name !== 'M' && name !== 'SEALED'),
  );
  if (values.length === 0 && chosen.length === 0) return null;
  return (
    <FacetFrame title="Condition">
      <div className="facet-conditions">
        {shown.map((name) => (
          <button
            key={name}
            type="button"
            aria-pressed={chosen.includes(name)}
            onClick={() => onChange({ ...state, condition: withValue(state, 'condition', name) })}
          >
            <b>{name === 'SEALED' ? 'New' : name}</b>
            <span className="unseen">, {conditionNames[name]}, </span>
            <span className="tabular">{(counts.get(name) ?? 0).toLocaleString('en-US', { notation: 'compact' })}</span>
            <span className="unseen"> products</span>
          </button>
        ))}
      </div>
    </FacetFrame>
  );
}

/** One member of the filter, which folds away. */
export function FacetFrame({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <details className="facet" open>
      <summary>
        <h2>{title}</h2>
        <ChevronDown className="icon-small text-muted" aria-hidden="true" />
      </summary>
      {children}
    </details>
  );
}
