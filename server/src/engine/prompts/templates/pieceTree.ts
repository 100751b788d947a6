// Nests the pieces of a template: a tag is a block if its end comes, whatever its name is.
import type { Span } from '../../text/index.ts';
import type { TemplateProblem } from './lexJinja.ts';
import type { Branch, TagPiece, TemplatePiece, VariableUse } from './template.ts';

export interface OpenedTag extends Omit<TagPiece, 'kind'> {
  /** It means nothing without its end. */
  readonly mustClose: boolean;
}

export interface PieceTree {
  readonly add: (piece: TemplatePiece) => void;
  readonly open: (tag: OpenedTag) => void;
  /** A tag that starts another branch of the innermost open tag of one of these names. */
  readonly branch: (tag: string, of: readonly string[], span: Span, uses: readonly VariableUse[]) => void;
  /** Without a name, the innermost open tag that needs an end. */
  readonly close: (tag: string | undefined, span: Span) => void;
  readonly finish: () => readonly TemplatePiece[];
}

interface Growing {
  readonly opened: OpenedTag;
  readonly branches: Branch[];
  head: Omit<Branch, 'pieces'>;
  pieces: TemplatePiece[];
}

export function createPieceTree(problems: TemplateProblem[]): PieceTree {
  const root: TemplatePiece[] = [];
  const stack: Growing[] = [];
  const current = (): TemplatePiece[] => stack.at(-1)?.pieces ?? root;

  /** Tags above `depth` turned out to have no end. */
  const flatten = (depth: number): void => {
    while (stack.length > depth) {
      const top = stack.pop();
      if (top === undefined) return;
      const { mustClose, ...tag } = top.opened;
      if (mustClose) problems.push({ span: tag.span, message: `This ${tag.tag} is never closed.` });
      if (top.branches.length === 0) current().push({ kind: 'tag', ...tag }, ...top.pieces);
      else current().push(block(top, undefined));
    }
  };

  const find = (fits: (name: string, mustClose: boolean) => boolean): number => {
    for (let at = stack.length - 1; at >= 0; at--) {
      const opened = stack[at]?.opened;
      if (opened && fits(opened.tag, opened.mustClose)) return at;
    }
    return -1;
  };

  return {
    add: (piece) => {
      current().push(piece);
    },
    open: (opened) => {
      const { tag, span, uses, binds } = opened;
      stack.push({ opened, branches: [], head: { tag, head: span, uses, binds }, pieces: [] });
    },
    branch: (tag, of, span, uses) => {
      const at = find((name) => of.includes(name));
      const open = stack[at];
      if (open === undefined) {
        problems.push({ span, message: `This ${tag} belongs to nothing.` });
        current().push({ kind: 'tag', tag, span, uses, binds: [] });
        return;
      }
      flatten(at + 1);
      open.branches.push({ ...open.head, pieces: open.pieces });
      open.head = { tag, head: span, uses, binds: [] };
      open.pieces = [];
    },
    close: (tag, span) => {
      const at = find((name, mustClose) => (tag === undefined ? mustClose : name === tag));
      const open = stack[at];
      if (open === undefined) {
        problems.push({ span, message: `This ends what never began.` });
        current().push({ kind: 'tag', tag: `end${tag ?? ''}`, span, uses: [], binds: [] });
        return;
      }
      flatten(at + 1);
      stack.pop();
      current().push(block(open, span));
    },
    finish: () => {
      flatten(0);
      return root;
    },
  };
}

function block({ opened, branches, head, pieces }: Growing, close: Span | undefined): TemplatePiece {
  const all = [...branches, { ...head, pieces }];
  const last = pieces.at(-1)?.span ?? head.head;
  return {
    kind: 'block',
    tag: opened.tag,
    span: { start: opened.span.start, end: close?.end ?? last.end },
    branches: all,
    ...(close === undefined ? {} : { close }),
    ...(opened.argument === undefined ? {} : { argument: opened.argument }),
  };
}
