import { gradesOf } from '../../../../../../contract/inventory-grading.ts';
import type { Listing } from '../../../../lib/queries/inventory-listing.ts';
import { Field } from '../../../../ui/field.tsx';
import { Segments } from '../../../../ui/segments.tsx';
import { Select } from '../../../../ui/select.tsx';
import { conditionOptions } from './detail-fields.ts';
import { companyOptions, type GradingValues, SUBGRADES, subgradeNames, withCompany } from './grading-values.ts';
import type { ListingValues } from './listing-values.ts';

interface StateFieldsProps {
  readonly listing: Listing;
  readonly values: Pick<ListingValues, 'condition' | 'grading'>;
  readonly wrong: Readonly<Record<string, string>>;
  readonly change: (next: Partial<Pick<ListingValues, 'condition' | 'grading'>>) => void;
}

const states = [
  { value: 'raw', label: 'By condition' },
  { value: 'graded', label: 'Graded' },
] as const;

/** The state of a piece: a condition, or a company's grade. Changing from one to the other is an edit like any other. */
export function StateFields({ listing, values, wrong, change }: StateFieldsProps) {
  const { grading } = values;
  const setGrading = (next: Partial<GradingValues>) => change({ grading: { ...grading, ...next } });
  return (
    <>
      <div className="listing-state">
        <h3 className="text-13">State</h3>
        <Segments
          label="State"
          value={grading.graded ? 'graded' : 'raw'}
          options={states}
          onChange={(state) => setGrading({ graded: state === 'graded' })}
        />
      </div>
      {grading.graded && listing.on_hand > 1 && (
        <p className="text-12 text-warn">
          A graded piece is one of a kind, and {listing.on_hand} are on hand here: move the others to a listing of their
          own first.
        </p>
      )}
      <div className="listing-fields">
        {grading.graded ? (
          <GradeFields kind={listing.kind} grading={grading} wrong={wrong} setGrading={setGrading} />
        ) : (
          <Select
            label="Condition"
            value={values.condition}
            options={conditionOptions}
            onChange={(condition) => change({ condition })}
          />
        )}
      </div>
    </>
  );
}

interface GradeFieldsProps {
  readonly kind: string;
  readonly grading: GradingValues;
  readonly wrong: Readonly<Record<string, string>>;
  readonly setGrading: (next: Partial<GradingValues>) => void;
}

function GradeFields({ kind, grading, wrong, setGrading }: GradeFieldsProps) {
  const grades = gradesOf(grading.company, kind)?.toReversed();
  return (
    <>
      <Select
        label="Company"
        value={grading.company}
        options={companyOptions}
        onChange={(company) => setGrading(withCompany(grading, company, kind))}
      />
      {grades ? (
        <Select
          label="Grade"
          value={grading.grade}
          options={[{ value: '', label: 'Genuine, no grade' }, ...grades.map((value) => ({ value, label: value }))]}
          onChange={(grade) => setGrading({ grade })}
        />
      ) : (
        <Field
          label="Grade"
          inputMode="decimal"
          autoComplete="off"
          value={grading.grade}
          error={wrong['grade']}
          onChange={({ target }) => setGrading({ grade: target.value })}
        />
      )}
      <Field
        label="Certificate"
        autoComplete="off"
        maxLength={40}
        value={grading.cert}
        error={wrong['cert']}
        onChange={({ target }) => setGrading({ cert: target.value })}
      />
      <Field
        label="On the holder"
        autoComplete="off"
        maxLength={80}
        value={grading.label}
        onChange={({ target }) => setGrading({ label: target.value })}
      />
      {subgradeNames.map((name) => (
        <Select
          key={name}
          label={`${name[0]?.toUpperCase()}${name.slice(1)}`}
          value={grading.subgrades[name]}
          options={subgradeOptions}
          onChange={(grade) => setGrading({ subgrades: { ...grading.subgrades, [name]: grade } })}
        />
      ))}
      {wrong['subgrades'] !== undefined && (
        <p role="alert" className="text-12 text-danger">
          {wrong['subgrades']}
        </p>
      )}
    </>
  );
}

const subgradeOptions = [{ value: '', label: 'None' }, ...SUBGRADES.map((value) => ({ value, label: value }))];
