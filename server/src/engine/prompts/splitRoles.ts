// Cuts the pieces of a chat template into messages, where the format marks the role of each.
import type { Span } from '../text/index.ts';
import type { PromptPart, PromptRole } from './promptFile.ts';
import type { TemplatePiece } from './templates/template.ts';

const roles: ReadonlyMap<string, PromptRole> = new Map([
  ['system', 'system'],
  ['developer', 'developer'],
  ['user', 'user'],
  ['human', 'user'],
  ['assistant', 'assistant'],
  ['ai', 'assistant'],
  ['model', 'assistant'],
  ['tool', 'tool'],
  ['function', 'tool'],
]);

export function roleNamed(name: string | undefined): PromptRole {
  return roles.get(name?.trim().toLowerCase() ?? '') ?? 'unknown';
}

/** A line `system:` of Prompty; properties of the message may stand in brackets. */
const line =
  /^[ \t]*#?[ \t]*(system|developer|user|assistant|tool|function)[ \t]*(?:\[[^\]\n]*\])?[ \t]*:[ \t]*(?:\r?\n|$)/gim;

/** A line whose role is filled in, `{{item.role}}:`, ends in this. */
const filledRole = /^[ \t]*:[ \t]*(?:\r?\n|$)/;

interface Growing {
  readonly role: PromptRole;
  readonly roleSpan?: Span;
  readonly start: number;
  readonly pieces: TemplatePiece[];
}

/** `first` is the role of what stands before the first mark. */
export function splitRoles(
  pieces: readonly TemplatePiece[],
  style: 'lines' | 'tags',
  first: PromptRole,
  whole: Span,
): readonly PromptPart[] {
  const parts: Growing[] = [{ role: first, start: whole.start, pieces: [] }];
  const begin = (role: PromptRole, start: number, roleSpan?: Span) =>
    parts.push({ role, start, pieces: [], ...(roleSpan ? { roleSpan } : {}) });
  const add = (piece: TemplatePiece) => parts.at(-1)?.pieces.push(piece);
  for (const [index, piece] of pieces.entries()) {
    if (style === 'tags' && piece.kind === 'tag' && piece.tag === 'role')
      begin(roleNamed(piece.argument), piece.span.start, piece.span);
    else if (style === 'tags' && piece.kind === 'tag' && piece.tag === 'history') {
      const before = parts.at(-1)?.role ?? first;
      begin('unknown', piece.span.start);
      add(piece);
      begin(before, piece.span.end);
    } else if (style === 'lines' && piece.kind === 'literal')
      splitLines(piece, endsLine(pieces[index - 1]), begin, add);
    else if (piece.kind === 'block' && holdsMessages(piece, style)) {
      begin('unknown', piece.span.start);
      add(piece);
      begin(parts.at(-2)?.role ?? first, piece.span.end);
    } else add(piece);
  }
  return parts.flatMap((part, index) => {
    const end = parts[index + 1]?.start ?? whole.end;
    return part.roleSpan === undefined && isBlank(part.pieces) ? [] : [finished(part, end)];
  });
}

function finished({ role, roleSpan, start, pieces }: Growing, end: number): PromptPart {
  return { role, span: { start, end }, ...(roleSpan ? { roleSpan } : {}), pieces };
}

function isBlank(pieces: readonly TemplatePiece[]): boolean {
  return pieces.every((piece) => piece.kind === 'comment' || (piece.kind === 'literal' && piece.text.trim() === ''));
}

function endsLine(piece: TemplatePiece | undefined): boolean {
  return piece === undefined || (piece.kind === 'literal' ? piece.text.endsWith('\n') : piece.kind !== 'variable');
}

/** Only texts that are written as they are have marks in them: their offsets are those of the file. */
function splitLines(
  { text, span }: TemplatePiece & { readonly kind: 'literal' },
  startsLine: boolean,
  begin: (role: PromptRole, start: number, roleSpan: Span) => void,
  add: (piece: TemplatePiece) => void,
): void {
  let at = 0;
  const literal = (to: number) => {
    if (to > at)
      add({ kind: 'literal', text: text.slice(at, to), span: { start: span.start + at, end: span.start + to } });
    at = to;
  };
  for (const match of text.matchAll(line)) {
    if (match.index === 0 && !startsLine) continue;
    literal(match.index);
    at = match.index + match[0].length;
    const start = span.start + match.index;
    begin(roleNamed(match[1]), start, { start, end: start + match[0].trimEnd().length });
  }
  literal(text.length);
}

/** A loop over a conversation says the roles itself. */
function holdsMessages(piece: TemplatePiece, style: 'lines' | 'tags'): boolean {
  if (piece.kind !== 'block') return false;
  return piece.branches.some(({ pieces }) =>
    pieces.some((one, index) => {
      if (style === 'tags')
        return (one.kind === 'tag' && (one.tag === 'role' || one.tag === 'history')) || holdsMessages(one, style);
      if (one.kind === 'literal') {
        line.lastIndex = 0;
        const before = pieces[index - 1];
        return line.test(one.text) || (before?.kind === 'variable' && filledRole.test(one.text));
      }
      return holdsMessages(one, style);
    }),
  );
}
