// Lowers `switch`.
import type { Expression, Statement, SwitchStatement } from '../../model/index.ts';
import { childByField, childrenByField, namedChildren, type RawNode } from '../../syntax/index.ts';
import { type LowerSource, spanOf, unknownExpression } from '../lowering.ts';
import { lowerExpression } from './expressions.ts';
import { lowerStatements } from './statements.ts';

/** Labels in a row (`case 1: case 2:`) become one case with several tests; with `default` among them, a default case. */
export function lowerSwitch(node: RawNode, source: LowerSource): SwitchStatement {
  const subject = childByField(node, 'value');
  const body = childByField(node, 'body');
  const written = body === undefined ? [] : namedChildren(body).filter((child) => child.type.startsWith('switch_'));
  const cases: SwitchStatement['cases'][number][] = [];
  let tests: Expression[] = [];
  let isDefault = false;
  written.forEach((child, index) => {
    if (child.type === 'switch_default') isDefault = true;
    const value = childByField(child, 'value');
    if (value !== undefined) tests.push(lowerExpression(value, source));
    const statements = childrenByField(child, 'body');
    const isLast = index === written.length - 1;
    if (statements.length === 0 && !isLast) return;
    const lowered = lowerStatements(statements, source);
    cases.push({
      tests: isDefault ? [] : tests,
      bindings: [],
      body: lowered,
      fallsThrough: !isLast && !endsInJump(lowered),
    });
    tests = [];
    isDefault = false;
  });
  return {
    kind: 'switch',
    ...spanOf(node),
    subject: subject === undefined ? unknownExpression(node, 'syntax error') : lowerExpression(subject, source),
    cases,
  };
}

/** True when control cannot run off the end. */
function endsInJump(statements: readonly Statement[]): boolean {
  const last = statements.at(-1);
  switch (last?.kind) {
    case 'return':
    case 'throw':
    case 'break':
    case 'continue':
      return true;
    case 'block':
      return endsInJump(last.body);
    case 'if':
      return endsInJump(last.then) && endsInJump(last.otherwise);
    case 'try':
      return (
        endsInJump(last.finally) ||
        (endsInJump(last.body) && last.handlers.every((handler) => endsInJump(handler.body)))
      );
    default:
      return false;
  }
}
