// Remembers what objects of packages were made with, and what was called on them since: `Agent(tools=…)`, `graph.add_node(…)`.
import { stable } from '../model/index.ts';
import type { Place } from '../text/index.ts';
import type { AbstractArguments, AbstractSymbol, HeapObject, Made } from './abstractValue.ts';
import { createCell } from './cell.ts';
import type { Context } from './machine.ts';

const mostUses = 80;

/** The call that ends `path`, on top of those before it. */
export function madeBy(
  context: Context,
  callee: AbstractSymbol,
  path: readonly string[],
  args: AbstractArguments,
  place: Place,
): Made {
  const { made: before } = callee;
  const name = callee.path.at(-1) ?? '';
  return {
    args,
    length: path.length,
    before,
    uses: /^[A-Z]/.test(name)
      ? createCell<HeapObject>('object', context.machine.importingPath, none(place))
      : undefined,
  };
}

function none(place: Place): HeapObject {
  return { kind: 'list', form: 'list', items: [], order: { fixed: true }, membership: stable, place };
}

/** Adds the call that gave `result` to the uses of the object that it was made on. */
export function noteUse(context: Context, result: AbstractSymbol): void {
  const { store } = context.machine;
  const { made } = result;
  if (made === undefined || (made.args.positional.length === 0 && made.args.keywords.size === 0)) return;
  for (let on = made.before; on !== undefined; on = on.before) {
    const uses = on.uses && store.get(on.uses);
    if (on.uses === undefined || uses?.kind !== 'list') continue;
    const { place } = result;
    const isKnown = uses.items.some((item) => item.place.start === place.start && item.place.path === place.path);
    if (isKnown || uses.items.length >= mostUses) return;
    const item = { value: result, presence: 'always', repeated: false, place } as const;
    store.set(on.uses, { ...uses, items: [...uses.items, item] });
    return;
  }
}
