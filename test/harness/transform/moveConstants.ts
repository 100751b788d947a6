// Moves the constant texts of each document into a document of its own, which the first one imports.
import type { Lowering } from '../../../server/src/engine/languages/index.ts';
import type { AssignStatement, NameExpression } from '../../../server/src/engine/model/index.ts';
import type { Edit } from '../../../server/src/engine/text/index.ts';
import { type Documents, edited, modulesOf } from './project.ts';

export interface Moving {
  readonly documents: Documents;
  /** Constants that were moved, over all documents. */
  readonly count: number;
}

type Constant = AssignStatement & { readonly target: NameExpression };

export function moveConstants(documents: Documents, lowering: Lowering): Moving {
  const edits = new Map<string, readonly Edit[]>();
  const added = new Map<string, string>();
  let count = 0;
  for (const [path, module] of modulesOf(lowering, documents)) {
    const text = documents.get(path) ?? '';
    const isPython = path.endsWith('.py');
    const constants = module.body.filter(isConstantText);
    if (constants.length === 0) continue;
    count += constants.length;
    const file = path.replace(/([^/]+)\.[a-z]+$/, isPython ? '$1_texts.py' : '$1Texts.ts');
    const name = (/([^/]+)\.[a-z]+$/.exec(file)?.[1] ?? '').toString();
    const names = constants.map(({ target }) => target.name).join(', ');
    const isPackage = isPython && documents.has(path.replace(/[^/]+$/, '__init__.py'));
    const imported = isPython
      ? `from ${isPackage ? '.' : ''}${name} import ${names}\n`
      : `import { ${names} } from './${name}.ts';\n`;
    const exported = constants.filter((one) => one.exported === true).map(({ target }) => target.name);
    const again = isPython || exported.length === 0 ? '' : `export { ${exported.join(', ')} };\n`;
    const removed = constants.map(
      ({ start, end }): Edit => ({ span: { start, end }, newText: isPython ? 'pass' : '' }),
    );
    edits.set(path, [{ span: { start: 0, end: 0 }, newText: imported + again }, ...removed]);
    const statements = constants.map(({ start, end, exported: isExported }) => {
      const written = text.slice(start, end);
      return isPython || isExported === true ? written : `export ${written}`;
    });
    added.set(file, `${statements.join('\n')}\n`);
  }
  return { documents: new Map([...edited(documents, edits), ...added]), count };
}

/** A top-level name that stands for a text without anything filled in, assigned where it is declared. */
function isConstantText(statement: { readonly kind: string }): statement is Constant {
  const assign = statement as AssignStatement;
  if (assign.kind !== 'assign' || assign.target.kind !== 'name' || assign.operator !== undefined) return false;
  const { value } = assign;
  if (value?.kind === 'literal') return typeof value.value === 'string';
  return value?.kind === 'template' && value.tag === undefined && value.parts.every(({ kind }) => kind === 'text');
}
