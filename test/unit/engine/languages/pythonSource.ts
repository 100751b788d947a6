// Lowers Python text for tests, through the door that the engine uses.
import { createLowering } from '../../../../server/src/engine/languages/index.ts';
import type { Expression, Module, Statement } from '../../../../server/src/engine/model/index.ts';
import type { Span } from '../../../../server/src/engine/text/index.ts';
import { sharedSyntax } from '../../../harness/parser.ts';

const lowering = createLowering(await sharedSyntax());

export function moduleOf(text: string): Module {
  return lowering.lower({ path: 'agent.py', text, language: 'python' });
}

export function bodyOf(text: string): readonly Statement[] {
  return moduleOf(text).body;
}

/** The only statement of the text, which has to be of that kind. */
export function statementOf<K extends Statement['kind']>(text: string, kind: K): Extract<Statement, { kind: K }> {
  const body = bodyOf(text);
  const [only] = body;
  if (body.length !== 1 || only?.kind !== kind)
    throw new Error(`not one ${kind}: ${body.map((s) => s.kind).join(', ')}`);
  return only as Extract<Statement, { kind: K }>;
}

/** The only expression of the text, which has to be of that kind. */
export function expressionOf<K extends Expression['kind']>(text: string, kind: K): Extract<Expression, { kind: K }> {
  const { expression } = statementOf(text, 'expression');
  if (expression.kind !== kind) throw new Error(`a ${expression.kind}, not a ${kind}`);
  return expression as Extract<Expression, { kind: K }>;
}

export function slice(text: string, span: Span | undefined): string | undefined {
  return span === undefined ? undefined : text.slice(span.start, span.end);
}

/** The tree as a short text: enough to compare shapes without spans. */
export function shape(node: Expression | undefined): string {
  if (node === undefined) return '-';
  switch (node.kind) {
    case 'literal':
      return node.value === null ? 'None' : JSON.stringify(node.value);
    case 'name':
      return node.name;
    case 'super':
    case 'this':
      return `<${node.kind}>`;
    case 'member':
      return `${shape(node.object)}.${node.property}`;
    case 'index':
      return `${shape(node.object)}[${shape(node.index)}]`;
    case 'slice':
      return `${shape(node.object)}[${shape(node.from)}:${shape(node.to)}:${shape(node.step)}]`;
    case 'call': {
      const marks = { positional: '', keyword: '', spread: '*', keywordSpread: '**' };
      const args = node.args.map((arg) => `${arg.name ? `${arg.name}=` : marks[arg.form]}${shape(arg.value)}`);
      return `${shape(node.callee)}(${args.join(', ')})`;
    }
    case 'list':
      return `${node.form}(${node.items.map((item) => (item.spread ? '*' : '') + shape(item.value)).join(', ')})`;
    case 'binary':
    case 'logical':
      return `(${shape(node.left)} ${node.operator} ${shape(node.right)})`;
    case 'unary':
      return `(${node.operator} ${shape(node.operand)})`;
    case 'conditional':
      return `(${shape(node.test)} ? ${shape(node.then)} : ${shape(node.otherwise)})`;
    case 'await':
    case 'yield':
      return `${node.kind}(${shape(node.value)})`;
    case 'unknown':
      return `?${node.why}(${node.children.map(shape).join(', ')})`;
    default:
      return `<${node.kind}>`;
  }
}
