// What the user says of how often values change, by their name or type: it wins over what names and types suggest.
import {
  changeOrder,
  type Declarations,
  type DeclaredVolatility,
  type SourceKind,
  type Volatility,
} from '../../model/index.ts';
import type { AbstractValue } from '../abstractValue.ts';
import type { Context } from '../machine.ts';
import { sure } from '../make.ts';

/** Where the flow of a value ends; what is read from the flow itself stays as it is. */
const ends: ReadonlySet<SourceKind> = new Set<SourceKind>(['parameter', 'external', 'unresolved', 'request', 'user']);

/** The value that stands under a name. */
export function asDeclared(context: Context, name: string, value: AbstractValue): AbstractValue {
  const volatility = declaredFor(context.machine.volatility?.names, name);
  return volatility === undefined ? value : withVolatility(value, volatility);
}

/** Undefined when nothing is told of the type. */
export function declaredType(context: Context, name: string): Volatility | undefined {
  return declaredFor(context.machine.volatility?.types, name);
}

function withVolatility(value: AbstractValue, volatility: Volatility): AbstractValue {
  if (value.kind === 'choice')
    return { ...value, options: value.options.map((option) => withVolatility(option, volatility)) };
  if (value.kind !== 'opaque' && value.kind !== 'symbol') return value;
  return ends.has(value.source.kind) || value.volatility.sureness !== 'sure' ? { ...value, volatility } : value;
}

function declaredFor(table: NonNullable<Declarations['volatility']>['names'], name: string): Volatility | undefined {
  const told = table !== undefined && Object.hasOwn(table, name) ? table[name] : undefined;
  return told === undefined ? undefined : volatilityOf(told);
}

function volatilityOf(told: DeclaredVolatility): Volatility {
  const changes = changeOrder.find((one) => one === told);
  if (changes !== undefined) return sure(changes);
  return sure('never', told as Exclude<DeclaredVolatility, (typeof changeOrder)[number]>);
}
