// Reads the two small languages that have no parser of their own: Python's format strings and the `${name}` of prompts in editors.
import type { Template, TemplatePiece } from './template.ts';

const placeholder = {
  /** Doubled braces are braces. */
  format: /\{\{|\}\}|\{([A-Za-z_]\w*)((?:\.\w+|\[\w+\])*)(?:![rsa])?(?::[^{}]*)?\}/g,
  /** `${input:name:hint}` asks the user; the others are the editor's. */
  dollar:
    /\$\{(?:input:([A-Za-z_]\w*)(?::[^}]*)?|(workspaceFolder|workspaceFolderBasename|selection|selectedText|file|fileBasename|fileDirname|fileBasenameNoExtension))\}/g,
} as const;

export function readPlaceholders(text: string, syntax: keyof typeof placeholder): Template {
  const pieces: TemplatePiece[] = [];
  let at = 0;
  const literal = (to: number, written = text.slice(at, to)) => {
    if (to > at) pieces.push({ kind: 'literal', text: written, span: { start: at, end: to } });
    at = to;
  };
  for (const match of text.matchAll(placeholder[syntax])) {
    const [written] = match;
    const name = match[1] ?? (syntax === 'dollar' ? match[2] : undefined);
    const members = syntax === 'format' ? (match[2] ?? '') : '';
    const end = match.index + written.length;
    literal(match.index);
    if (name === undefined) {
      literal(end, written.slice(1));
      continue;
    }
    const start = match.index + written.indexOf(name);
    const path = `${name}${members.replace(/\[(\w+)\]/g, '.$1')}`;
    pieces.push({
      kind: 'variable',
      span: { start: match.index, end },
      uses: [{ name, path, span: { start, end: start + name.length }, isLocal: false, isCall: false }],
      isPath: true,
      filters: [],
    });
    at = end;
  }
  literal(text.length);
  return { pieces, problems: [] };
}
