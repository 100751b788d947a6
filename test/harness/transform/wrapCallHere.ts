// Puts a function between a model call and its SDK, right in front of the statement that makes the call.
import type { CallExpression } from '../../../server/src/engine/index.ts';
import { contains } from '../../../server/src/engine/text/index.ts';
import { edited, everyNode } from './project.ts';
import type { Source, Transformation } from './source.ts';
import { statementAround, statementBefore } from './statementPlaces.ts';

export const wrapCallHere: Transformation = (source) => {
  const { path, text, calls, isPython, chance } = source;
  const name = isPython ? 'send_request' : 'sendRequest';
  if (text.includes(name)) return undefined;
  const places = calls.flatMap(({ call }) => {
    const { place, calleePlace } = call.site;
    const made = callAt(source, place.start, place.end);
    const statement = statementAround(source, place);
    const before = statement && statementBefore(source, statement);
    const callee = text.slice(calleePlace.start, calleePlace.end);
    const canMove =
      calleePlace.start === place.start && text[calleePlace.end] === '(' && !/\b(?:await|yield|super)\b/.test(callee);
    return made === undefined || before === undefined || !canMove ? [] : [{ made, before, callee, calleePlace }];
  });
  const chosen = places[chance.below(places.length)];
  if (chosen === undefined) return undefined;
  const { made, before, callee, calleePlace } = chosen;
  const isNamed = made.args.every(({ form }) => form === 'keyword' || form === 'keywordSpread');
  const indent = before.indent;
  const [types, anyOne] = /\.tsx?$/.test(path) ? [': any[]', ': any'] : ['', ''];
  const passed = isPython
    ? isNamed
      ? '**options'
      : '*args, **options'
    : made.args.length === 1 && made.args[0]?.form === 'positional'
      ? 'options'
      : '...args';
  const inBrackets = callee.includes('\n') ? `(${callee})` : callee;
  const lines = isPython
    ? `${indent}def ${name}(${passed}):\n${indent}    return ${inBrackets}(${passed})\n`
    : `${indent}const ${name} = (${passed}${passed === 'options' ? anyOne : types}) => ${callee}(${passed});\n`;
  const edits = [
    { span: { start: before.at, end: before.at }, newText: lines },
    { span: { start: calleePlace.start, end: calleePlace.end }, newText: name },
  ];
  return edited(new Map([[path, text]]), new Map([[path, edits]]));
};

/** The call expression with this span, unless a variable of a comprehension could be part of it. */
function callAt({ module }: Source, start: number, end: number): CallExpression | undefined {
  let found: CallExpression | undefined;
  let isInside = false;
  everyNode(module, (node) => {
    if (node.kind === 'call' && node.start === start && node.end === end) found ??= node as unknown as CallExpression;
    if (node.kind === 'comprehension' && contains({ start: Number(node.start), end: Number(node.end) }, { start, end }))
      isInside = true;
  });
  return isInside ? undefined : found;
}
