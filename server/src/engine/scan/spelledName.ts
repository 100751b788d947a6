// The members that an expression walks through as one dotted name.
import type { Expression } from '../model/index.ts';

/** `self.embedder.embed`; calls on the way are marked `()`, an index is left out. Undefined for what is neither name nor member. */
export function spelledName(expression: Expression): string | undefined {
  switch (expression.kind) {
    case 'name':
      return expression.name;
    case 'this':
      return 'this';
    case 'await':
      return expression.value && spelledName(expression.value);
    case 'member': {
      const object = spelledName(expression.object);
      return object === undefined ? undefined : `${object}.${expression.property}`;
    }
    case 'index':
      return spelledName(expression.object);
    case 'call': {
      const callee = spelledName(expression.callee);
      return callee === undefined ? undefined : `${callee}()`;
    }
    default:
      return undefined;
  }
}
