// A choice of a few, one of which holds.

interface SwitchProps<Value extends string> {
  readonly label: string;
  readonly value: Value;
  readonly choices: readonly (readonly [Value, string])[];
  readonly isDisabled?: boolean;
  readonly onChange: (value: Value) => void;
}

export function Switch<Value extends string>({ label, value, choices, isDisabled, onChange }: SwitchProps<Value>) {
  return (
    <fieldset class="switch" aria-label={label}>
      {choices.map(([choice, text]) => (
        <button
          key={choice}
          type="button"
          aria-pressed={choice === value}
          disabled={isDisabled ?? false}
          onClick={() => onChange(choice)}
        >
          {text}
        </button>
      ))}
    </fieldset>
  );
}
