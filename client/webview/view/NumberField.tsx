// A number that the user can change: what is not a number in its range is shown as wrong and goes nowhere.
import { useEffect, useState } from 'preact/hooks';

interface NumberFieldProps {
  readonly label: string;
  readonly unit?: string;
  readonly value: number;
  readonly min: number;
  readonly max: number;
  readonly step?: number | 'any';
  readonly isDisabled?: boolean;
  readonly onChange: (value: number) => void;
}

export function NumberField({ label, unit, value, min, max, step, isDisabled, onChange }: NumberFieldProps) {
  const [text, setText] = useState(String(value));
  useEffect(() => setText((old) => (Number(old) === value && old !== '' ? old : String(value))), [value]);
  const isWrong = readNumber(text, min, max) === undefined;
  return (
    <label class="field">
      <span>
        {label}
        {unit === undefined ? null : <span class="unit"> {unit}</span>}
      </span>
      <input
        type="number"
        inputMode="decimal"
        min={min}
        max={max}
        step={step ?? (Number.isInteger(value) ? 1 : 'any')}
        value={text}
        disabled={isDisabled ?? false}
        aria-invalid={isWrong}
        title={isWrong ? `A number from ${min} to ${max}` : undefined}
        onInput={({ currentTarget }) => {
          setText(currentTarget.value);
          const number = readNumber(currentTarget.value, min, max);
          if (number !== undefined && number !== value) onChange(number);
        }}
        onBlur={() => setText(String(value))}
      />
    </label>
  );
}

function readNumber(text: string, min: number, max: number): number | undefined {
  if (text.trim() === '') return undefined;
  const number = Number(text);
  return Number.isFinite(number) && number >= min && number <= max ? number : undefined;
}
