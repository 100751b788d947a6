// Lowers `const`, `let`, `var` and `using` declarations.
import type { AssignStatement, Expression, Statement } from '../../model/index.ts';
import { childByField, childOfType, namedChildren, type RawNode } from '../../syntax/index.ts';
import type { Span } from '../../text/index.ts';
import { type LowerSource, spanOf, textOf } from '../lowering.ts';
import { lowerRequire } from './commonJs.ts';
import { lowerExpression } from './expressions.ts';
import { lowerTarget } from './patterns.ts';
import type { Before } from './statements.ts';
import { lowerAnnotation } from './types.ts';

/** A declaration of one name spans the whole statement; of several, each spans its own declarator. */
export function lowerDeclaration(
  node: RawNode,
  source: LowerSource,
  before: Before = {},
  exported?: { readonly span: Span },
): readonly Statement[] {
  const declares = declaredScope(node, source);
  const declarators = namedChildren(node).filter((child) => child.type === 'variable_declarator');
  const whole = declarators.length === 1 ? (exported?.span ?? node) : undefined;
  return declarators.flatMap((declarator): readonly Statement[] => {
    const name = childByField(declarator, 'name');
    if (name === undefined) return [];
    const span = spanOf(whole ?? declarator);
    const value = childByField(declarator, 'value');
    const imported = value === undefined ? undefined : lowerRequire(name, value, span, source);
    if (imported !== undefined) return [imported];
    const annotation = lowerAnnotation(declarator, 'type', source);
    const statement: AssignStatement = {
      kind: 'assign',
      ...span,
      target: lowerTarget(name, source),
      ...(value === undefined ? {} : { value: documented(lowerExpression(value, source), before.doc) }),
      declares,
      ...(annotation === undefined ? {} : { annotation }),
      ...(exported === undefined ? {} : { exported: true }),
    };
    return [statement];
  });
}

function declaredScope(node: RawNode, source: LowerSource): 'const' | 'let' | 'var' {
  if (node.type === 'variable_declaration') return 'var';
  const kind = childByField(node, 'kind') ?? childOfType(node, 'let');
  return kind !== undefined && textOf(kind, source) === 'let' ? 'let' : 'const';
}

/** JSDoc before `const f = () => …` documents the function. */
function documented(value: Expression, doc: string | undefined): Expression {
  return doc !== undefined && value.kind === 'function' ? { ...value, doc } : value;
}
