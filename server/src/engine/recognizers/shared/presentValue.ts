// Tells what of a value is really passed: `undefined`, `None` and the SDKs' "not given" tokens are the same as leaving it out.
import { joinVolatility, type Presence, stable, type Value, type Volatility } from '../../model/index.ts';

const notGiven: ReadonlySet<string> = new Set(['NOT_GIVEN', 'NotGiven', 'omit', 'Omit', 'not_given']);

export function isAbsent(value: Value): boolean {
  if (value.kind === 'scalar') return value.value === undefined || value.value === null;
  return value.kind === 'symbol' && value.path.some((element) => notGiven.has(element));
}

/** `by` is what decides whether the value is there, as far as the value itself shows it. */
export interface Present {
  readonly value: Value;
  readonly presence: Presence;
  readonly by: Volatility;
}

/** The value without its absent alternatives; undefined when nothing is left. */
export function presentValue(value: Value): Present | undefined {
  if (isAbsent(value)) return undefined;
  if (value.kind !== 'choice') return { value, presence: 'always', by: stable };
  let by: Volatility = stable;
  const options: Value[] = [];
  let presence: Presence = 'always';
  for (const option of value.options) {
    const present = presentValue(option);
    if (present !== undefined) options.push(present.value);
    if (present?.presence === 'always') continue;
    presence = 'sometimes';
    by = joinVolatility(by, joinVolatility(value.by, present?.by ?? stable));
  }
  const first = options[0];
  if (first === undefined) return undefined;
  return { value: options.length === 1 ? first : { ...value, options }, presence, by };
}
