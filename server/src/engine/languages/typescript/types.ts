// Lowers type annotations to their heads and arguments.
import type { TypeRef } from '../../model/index.ts';
import { childByField, namedChildren, type RawNode } from '../../syntax/index.ts';
import { type LowerSource, textOf } from '../lowering.ts';

/** `: T` in the `type` or `return_type` field of the node. */
export function lowerAnnotation(node: RawNode, field: string, source: LowerSource): TypeRef | undefined {
  const annotation = childByField(node, field);
  const written = annotation === undefined ? undefined : namedChildren(annotation)[0];
  return written === undefined ? undefined : lowerType(written, source);
}

/** The types between `<` and `>`. */
export function lowerTypeArguments(node: RawNode | undefined, source: LowerSource): readonly TypeRef[] {
  return node === undefined ? [] : namedChildren(node).map((argument) => lowerType(argument, source));
}

function lowerType(node: RawNode, source: LowerSource): TypeRef {
  const inner = namedChildren(node);
  const first = inner[0];
  const make = (name: string, args: readonly RawNode[] = []): TypeRef => ({
    start: node.start,
    end: node.end,
    name,
    args: args.map((argument) => lowerType(argument, source)),
  });
  switch (node.type) {
    case 'type_identifier':
    case 'identifier':
    case 'predefined_type':
    case 'this_type':
    case 'nested_type_identifier':
    case 'nested_identifier':
    case 'member_expression':
    case 'literal_type':
      return make(dotted(node, source));
    case 'generic_type': {
      const name = childByField(node, 'name');
      const args = inner.find((child) => child.type === 'type_arguments');
      return make(name === undefined ? '' : dotted(name, source), args === undefined ? [] : namedChildren(args));
    }
    case 'array_type':
      return make('Array', inner);
    case 'tuple_type':
      return make('[]', inner);
    case 'union_type':
      return make('|', alternatives(node, 'union_type'));
    case 'intersection_type':
      return make('&', alternatives(node, 'intersection_type'));
    case 'object_type':
      return make('{}');
    case 'function_type': {
      const returns = childByField(node, 'return_type');
      return make('=>', returns === undefined ? [] : [returns]);
    }
    case 'lookup_type':
      return make(textOf(node, source).replace(/\[\s*['"]([^'"]*)['"]\s*\]/g, '.$1'));
    case 'type_query':
      return make(textOf(node, source).replace(/\s+/g, ' '));
    case 'type_predicate':
      return make('boolean');
    case 'template_literal_type':
      return make('string');
    case 'parenthesized_type':
    case 'readonly_type':
    case 'optional_type':
      return first === undefined ? make(node.type) : lowerType(first, source);
    default:
      return make(
        node.type,
        inner.filter((child) => child.type.endsWith('type')),
      );
  }
}

/** `import('m').T` is named by what follows the module. */
function dotted(node: RawNode, source: LowerSource): string {
  return textOf(node, source)
    .replace(/^import\([^)]*\)\s*\./, '')
    .replace(/\s*\.\s*/g, '.');
}

/** `a | b | c` nests to the left; the arguments are wanted flat. */
function alternatives(node: RawNode, type: string): readonly RawNode[] {
  return namedChildren(node).flatMap((child) => (child.type === type ? alternatives(child, type) : [child]));
}
