// Evaluates the decorators of a function, which hand it to the objects of packages: `@agent.tool`, `@app.get('/')`.
import type { FunctionExpression } from '../model/index.ts';
import type { AbstractValue } from './abstractValue.ts';
import { evaluate } from './evaluate.ts';
import { type Context, placeOf } from './machine.ts';
import { madeBy, noteUse } from './made.ts';

/** What a decorator of a package makes of the function is not known: the name stays bound to the function itself. */
export function decorate(context: Context, fn: FunctionExpression): AbstractValue {
  const decorators = fn.decorators.map((one) => evaluate(context, one));
  const bare = evaluate(context, fn);
  const place = placeOf(context, fn);
  for (const decorator of decorators.reverse()) {
    if (decorator.kind !== 'symbol' || decorator.made === undefined) continue;
    const path = [...decorator.path, '()'];
    const args = { positional: [bare], keywords: new Map(), open: false };
    noteUse(context, { ...decorator, path, made: madeBy(context, decorator, path, args, place), place });
  }
  return bare;
}
