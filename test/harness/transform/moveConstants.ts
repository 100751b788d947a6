// Moves the constant texts of each document into a document of its own, which the first one imports.
import { type Lowering, languageOf } from '../../../server/src/engine/languages/index.ts';
import type { AssignStatement, NameExpression } from '../../../server/src/engine/model/index.ts';
import type { Edit } from '../../../server/src/engine/text/index.ts';
import { type Documents, edited, modulesOf } from './project.ts';

export interface Moving {
  readonly documents: Documents;
  /** Constants that were moved, over all documents. */
  readonly count: number;
}

type Constant = AssignStatement & { readonly target: NameExpression };

/** In a package of Python the modules beside are imported with a dot. */
export function moveConstants(
  documents: Documents,
  lowering: Lowering,
  isInPackage = (path: string): boolean => documents.has(path.replace(/[^/]+$/, '__init__.py')),
): Moving {
  const edits = new Map<string, readonly Edit[]>();
  const added = new Map<string, string>();
  let count = 0;
  for (const [path, module] of modulesOf(lowering, documents)) {
    const text = documents.get(path) ?? '';
    const isPython = languageOf(path) === 'python';
    const constants = module.body.filter(isConstantText).filter((one) => isWholeStatement(text, one));
    if (constants.length === 0) continue;
    count += constants.length;
    const file = path.replace(/([^/]+?)(\.[a-z]+)$/, isPython ? '$1_texts.py' : '$1Texts$2');
    const [, name = '', extension = ''] = /([^/]+)(\.[a-z]+)$/.exec(file) ?? [];
    const names = constants.map(({ target }) => target.name).join(', ');
    const isPackage = isPython && isInPackage(path);
    const imported = isPython
      ? `from ${isPackage ? '.' : ''}${name} import ${names}\n`
      : `import { ${names} } from './${name}${extension}';\n`;
    const exported = constants.filter((one) => one.exported === true).map(({ target }) => target.name);
    const again = isPython || exported.length === 0 ? '' : `export { ${exported.join(', ')} };\n`;
    // The import stands where the first constant stood: the first lines of a file can be more than code.
    const replaced = constants.map(({ start, end }, index): Edit => {
      const newText = index === 0 ? (imported + again).trimEnd() : isPython ? 'pass' : '';
      return { span: { start, end }, newText };
    });
    edits.set(path, replaced);
    const statements = constants.map(({ start, end, exported: isExported }) => {
      const written = text.slice(start, end);
      return isPython || isExported === true ? written : `export ${written}`;
    });
    added.set(file, `${statements.join('\n')}\n`);
  }
  return { documents: new Map([...edited(documents, edits), ...added]), count };
}

/** Not one of several names in a statement, as in `a = b = 'x'` and `const a = 'x', b = 'y'`. */
function isWholeStatement(text: string, { start, end, target }: Constant): boolean {
  return (
    /^(?:export\s+)?(?:(?:const|let|var)\s+)?$/.test(text.slice(start, target.start)) &&
    /^[^=]*=\s*[^=,\s]/.test(text.slice(target.end, end)) &&
    /(?:^|[\n;])[ \t]*$/.test(text.slice(Math.max(0, start - 80), start)) &&
    /^[ \t;]*(?:#|\/\/|\r?\n|$)/.test(text.slice(end))
  );
}

/** A top-level name that stands for a text without anything filled in, assigned where it is declared. */
function isConstantText(statement: { readonly kind: string }): statement is Constant {
  const assign = statement as AssignStatement;
  if (assign.kind !== 'assign' || assign.target.kind !== 'name' || assign.operator !== undefined) return false;
  const { value } = assign;
  if (value?.kind === 'literal') return typeof value.value === 'string';
  return value?.kind === 'template' && value.tag === undefined && value.parts.every(({ kind }) => kind === 'text');
}
