// What no profile can know of an agent, as a form: every figure of the advisor that the user can set.
import { type Assumptions, defaultAssumptions } from '../../../server/src/engine/levers/index.ts';
import { type AssumptionField, assumptionGroups } from '../model/assumptionFields.ts';
import { NumberField } from './NumberField.tsx';

interface AssumptionsFormProps {
  readonly assume: Partial<Assumptions>;
  readonly onChange: (assume: Partial<Assumptions>) => void;
}

const mostOfAnything = 1_000_000_000;

export function AssumptionsForm({ assume, onChange }: AssumptionsFormProps) {
  const changed = Object.keys(assume).length;
  return (
    <details>
      <summary>What is assumed{changed === 0 ? '' : ` (${changed} changed)`}</summary>
      {assumptionGroups.map(({ title, fields }) => (
        <fieldset key={title} class="assumptions">
          <legend>{title}</legend>
          <div class="fields">
            {fields.map((field) => (
              <Field
                key={field.name}
                field={field}
                value={assume[field.name] ?? defaultAssumptions[field.name]}
                onChange={(value) => onChange(withValue(assume, field.name, value))}
              />
            ))}
          </div>
        </fieldset>
      ))}
      {changed === 0 ? null : (
        <button type="button" onClick={() => onChange({})}>
          As they were
        </button>
      )}
    </details>
  );
}

interface FieldProps {
  readonly field: AssumptionField;
  readonly value: number;
  readonly onChange: (value: number) => void;
}

function Field({ field: { label, kind, unit }, value, onChange }: FieldProps) {
  if (kind === 'flag') {
    return (
      <label class="check">
        <input
          type="checkbox"
          checked={value !== 0}
          onChange={({ currentTarget }) => onChange(currentTarget.checked ? 1 : 0)}
        />
        {label}
      </label>
    );
  }
  const factor = kind === 'share' ? 100 : 1;
  const shown = kind === 'share' ? '%' : unit;
  return (
    <NumberField
      label={label}
      {...(shown === undefined ? {} : { unit: shown })}
      value={Number((value * factor).toFixed(4))}
      min={0}
      max={kind === 'share' ? 100 : mostOfAnything}
      step="any"
      onChange={(next) => onChange(next / factor)}
    />
  );
}

/** Only what differs from the defaults is kept. */
function withValue(assume: Partial<Assumptions>, name: keyof Assumptions, value: number): Partial<Assumptions> {
  const { [name]: _old, ...others } = assume;
  return value === defaultAssumptions[name] ? others : { ...others, [name]: value };
}
