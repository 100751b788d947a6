// Plans and models as text, for messages that cannot carry whole numbers of any size, and whose carriers need not know what they carry.
import type { CatalogModel } from '../catalog/index.ts';
import type { PromptPlan } from './promptPlan.ts';

declare const content: unique symbol;

/** JSON in which big whole numbers are texts that end in `n`. Made and read by this file alone. */
export type Packed<Value> = string & { readonly [content]?: Value };

const whole = /^-?\d+n$/;

export function pack<Value extends CatalogModel | PromptPlan>(value: Value): Packed<Value> {
  return JSON.stringify(value, (_key, one: unknown) => (typeof one === 'bigint' ? `${one}n` : one));
}

/** Of what `pack` of the same version made: nothing is checked. */
export function unpack<Value extends CatalogModel | PromptPlan>(packed: Packed<Value>): Value {
  return JSON.parse(packed, (_key, one: unknown) =>
    typeof one === 'string' && whole.test(one) ? BigInt(one.slice(0, -1)) : one,
  ) as Value;
}
