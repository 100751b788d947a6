// Gives an argument of a model call a variable of its own in front of the statement.
import type { CallExpression, Expression, Statement } from '../../../server/src/engine/index.ts';
import { edited, everyNode } from './project.ts';
import type { Transformation } from './source.ts';
import { statementAround, statementBefore } from './statementPlaces.ts';

const name = 'namedArgument';

export const nameArgument: Transformation = (source) => {
  const { path, text, calls, isPython, chance } = source;
  if (text.includes(name)) return undefined;
  const places = calls.flatMap(({ call }) => {
    const place = statementAround(source, call.site.place);
    const before = place && statementBefore(source, place);
    if (place === undefined || before === undefined) return [];
    const made = firstCallsOf(place.statement).find(
      ({ start, end }) => start === call.site.place.start && end === call.site.place.end,
    );
    return made === undefined ? [] : valuesOf(made).map((value) => ({ value, before }));
  });
  const chosen = places[chance.below(places.length)];
  if (chosen === undefined) return undefined;
  const { value, before } = chosen;
  const written = text.slice(value.start, value.end);
  const newText = `${before.indent}${isPython ? `${name} = (${written})` : `const ${name} = ${written};`}\n`;
  const edits = [
    { span: { start: before.at, end: before.at }, newText },
    { span: { start: value.start, end: value.end }, newText: name },
  ];
  return edited(new Map([[path, text]]), new Map([[path, edits]]));
};

/** Calls that the statement makes before anything else, exactly once: the innermost of `await a.b(x).c[0]` and those around it. */
function firstCallsOf(statement: Statement): readonly CallExpression[] {
  const calls: CallExpression[] = [];
  let at = firstExpressionOf(statement);
  while (at !== undefined) {
    if (at.kind === 'call') {
      calls.push(at);
      at = at.callee;
    } else if (at.kind === 'member' || at.kind === 'index') at = at.object;
    else if (at.kind === 'await') at = at.value;
    else break;
  }
  return calls;
}

function firstExpressionOf(statement: Statement): Expression | undefined {
  if (statement.kind === 'expression') return statement.expression;
  if (statement.kind === 'assign' || statement.kind === 'return') return statement.value;
  if (statement.kind === 'with') return statement.items[0]?.value;
  if (statement.kind === 'loop' && statement.form === 'each') return statement.iterable;
  return undefined;
}

/** Values that can be worked out earlier: nothing that is worked out in front of them does anything. */
function valuesOf({ args }: CallExpression): readonly Expression[] {
  const [first] = args;
  const isRecord = args.length === 1 && first?.form === 'positional' && first.value.kind === 'record';
  const inOrder: readonly (Expression | undefined)[] =
    isRecord && first.value.kind === 'record'
      ? first.value.entries.map((entry) =>
          entry.kind === 'field' && !entry.shorthand && entry.value.kind !== 'function' ? entry.value : undefined,
        )
      : args.map(({ form, value }) => (form === 'positional' || form === 'keyword' ? value : undefined));
  const values: Expression[] = [];
  for (const value of inOrder) {
    if (value !== undefined && value.kind !== 'name' && value.kind !== 'comprehension') values.push(value);
    if (value === undefined || acts(value)) break;
  }
  return values;
}

function acts(value: Expression): boolean {
  let found = false;
  everyNode(value, ({ kind }) => {
    if (['call', 'await', 'yield', 'assignment'].includes(String(kind))) found = true;
  });
  return found;
}
