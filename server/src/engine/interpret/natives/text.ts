// Methods of text: joining, formatting and replacing keep the pieces apart, so that a hole stays where it stands.
import { joinVolatility, type Piece, stable } from '../../model/index.ts';
import type { Place } from '../../text/index.ts';
import type { AbstractArguments, AbstractScalar, AbstractText, AbstractValue, HeapItem } from '../abstractValue.ts';
import { makeList } from '../heap.ts';
import { literalText, piecesVarying, toPieces } from '../inspect.ts';
import { iterate } from '../iterate.ts';
import { formatKnowledge } from '../knowledge/dates.ts';
import type { Context } from '../machine.ts';
import { opaque, pieces, source, text, unknown } from '../make.ts';
import { getMember } from '../member.ts';

export function callTextMethod(
  context: Context,
  name: string,
  self: AbstractText | AbstractScalar,
  args: AbstractArguments,
  place: Place,
  label: string,
): AbstractValue {
  const { store } = context.machine;
  const own = self.kind === 'text' ? self.pieces : toPieces(self, store, place, label);
  const [first, second] = args.positional;
  switch (name) {
    case 'join':
      return first ? pieces(joinPieces(context, first, own, place, label), place) : self;
    case 'format':
    case 'format_map':
      return pieces(formatPieces(context, own, args, place), place);
    case 'replace':
    case 'replaceAll':
      return pieces(replacePieces(context, own, first, second, label), place);
    case 'strip':
    case 'trim':
      return pieces(trimPieces(own, true, true), place);
    case 'trimStart':
    case 'lstrip':
      return pieces(trimPieces(own, true, false), place);
    case 'trimEnd':
    case 'rstrip':
      return pieces(trimPieces(own, false, true), place);
    case 'concat':
      return pieces([...own, ...args.positional.flatMap((value) => toPieces(value, store, value.place, label))], place);
    case 'upper':
    case 'toUpperCase':
      return pieces(
        mapLiterals(own, (one) => one.toUpperCase()),
        place,
      );
    case 'lower':
    case 'toLowerCase':
      return pieces(
        mapLiterals(own, (one) => one.toLowerCase()),
        place,
      );
    case 'repeat': {
      const times =
        first?.kind === 'scalar' && typeof first.value === 'number' ? Math.min(2000, Math.max(0, first.value)) : 1;
      const known = literalText(self);
      if (known === undefined) return self;
      // Text of a file stays that of the file.
      const from = own[0]?.place.path === place.path ? place : (own[0]?.place ?? place);
      return pieces(known === '' ? [] : [{ kind: 'literal', text: known.repeat(times), place: from }], place);
    }
    case 'split':
    case 'splitlines':
      return splitText(context, self, name === 'splitlines' ? '\n' : first && literalText(first), place);
    case 'startsWith':
    case 'endsWith':
    case 'startswith':
    case 'endswith':
    case 'includes':
    case 'indexOf':
    case 'find':
    case 'count':
    case 'match':
    case 'test': {
      const { volatility, source: from } = piecesVarying(own);
      return opaque(volatility, from ?? source('external', label, place), place);
    }
    case 'slice':
    case 'substring': {
      const known = literalText(self);
      const from = first?.kind === 'scalar' && typeof first.value === 'number' ? first.value : undefined;
      const to = second?.kind === 'scalar' && typeof second.value === 'number' ? second.value : undefined;
      return known !== undefined && from !== undefined ? text(known.slice(from, to), place) : pieces(own, place);
    }
    default:
      return pieces(own, place);
  }
}

function joinPieces(
  context: Context,
  list: AbstractValue,
  separator: readonly Piece[],
  place: Place,
  label: string,
): readonly Piece[] {
  const { store } = context.machine;
  const parts = iterate(context, list, place, label);
  const all: Piece[] = [];
  parts.items.forEach((item, index) => {
    const isEmpty = item.value.kind === 'scalar' && (item.value.value === undefined || item.value.value === null);
    const inside = isEmpty ? [] : toPieces(item.value, store, item.place, label);
    const separated = index > 0 && !isEmpty ? [...separator, ...inside] : [...inside];
    if (item.presence === 'sometimes' && !item.repeated) {
      all.push({ kind: 'choice', place: item.place, volatility: parts.membership, options: [separated, []] });
    } else if (item.repeated) {
      const { volatility, source: from } = piecesVarying(inside);
      all.push({
        kind: 'hole',
        place: item.place,
        volatility: joinVolatility(volatility, parts.membership),
        source: from ?? parts.membershipSource ?? source('external', label, item.place),
      });
    } else all.push(...separated);
  });
  if (parts.rest) {
    all.push({
      kind: 'hole',
      place,
      volatility: joinVolatility(parts.rest.volatility, parts.membership),
      source: parts.rest.source,
    });
  }
  if (!parts.order.fixed && all.length) {
    const { volatility, source: from } = piecesVarying(all);
    return [
      {
        kind: 'hole',
        place,
        volatility: { ...volatility, changes: volatility.changes === 'never' ? 'process' : volatility.changes },
        source: from ?? source('directory', parts.order.why, parts.order.place),
        unordered: { why: parts.order.why, place: parts.order.place },
      },
    ];
  }
  return all;
}

/** `'{a} {0} {{}}'.format(x, a=y)`. */
function formatPieces(
  context: Context,
  own: readonly Piece[],
  args: AbstractArguments,
  place: Place,
): readonly Piece[] {
  const { store } = context.machine;
  let next = 0;
  return own.flatMap((piece): readonly Piece[] => {
    if (piece.kind !== 'literal') return [piece];
    const out: Piece[] = [];
    let at = 0;
    for (const match of piece.text.matchAll(/\{\{|\}\}|\{([^{}:!]*)(?:![rsa])?(?::([^{}]*))?\}/g)) {
      push(out, piece.text.slice(at, match.index), piece.place);
      at = match.index + match[0].length;
      if (match[1] === undefined) {
        push(out, match[0].slice(1), piece.place);
        continue;
      }
      const field = match[1];
      const root = /^[^.[]*/.exec(field)?.[0] ?? '';
      const index = root === '' ? next++ : /^\d+$/.test(root) ? Number(root) : undefined;
      const value =
        index === undefined
          ? (args.keywords.get(root)?.value ?? keywordIn(context, args, root))
          : args.positional[index];
      if (value) {
        const graded = formatKnowledge(value, match[2] ?? '', value.place);
        const shown = toPieces(graded, store, value.place, root);
        out.push(...movedHole(shown, args.keywords.get(root)?.place ?? value.place));
      } else if (args.keywordRest)
        out.push({ kind: 'hole', place, volatility: args.keywordRest.volatility, source: args.keywordRest.source });
      else push(out, match[0], piece.place);
    }
    push(out, piece.text.slice(at), piece.place);
    return out;
  });
}

/** `format_map({...})` passes its values in one record. */
function keywordIn(context: Context, args: AbstractArguments, name: string): AbstractValue | undefined {
  const [only] = args.positional;
  if (args.positional.length !== 1 || only?.kind !== 'reference') return undefined;
  const value = getMember(context, only, name, only.place);
  return value.kind === 'scalar' && value.value === undefined ? undefined : value;
}

/** `$name` and `${name}` of Python's `string.Template`; a name that nothing fills stays as it is. */
export function substituted(
  context: Context,
  own: readonly Piece[],
  args: AbstractArguments,
  place: Place,
): readonly Piece[] {
  const { store } = context.machine;
  return own.flatMap((piece): readonly Piece[] => {
    if (piece.kind !== 'literal') return [piece];
    const out: Piece[] = [];
    let at = 0;
    for (const match of piece.text.matchAll(/\$(?:(\$)|([A-Za-z_]\w*)|\{([A-Za-z_]\w*)\})/g)) {
      push(out, piece.text.slice(at, match.index), piece.place);
      at = match.index + match[0].length;
      const name = match[2] ?? match[3] ?? '';
      const keyword = args.keywords.get(name);
      const value = keyword?.value ?? (match[1] === undefined ? keywordIn(context, args, name) : undefined);
      if (match[1] !== undefined) push(out, '$', piece.place);
      else if (value) out.push(...movedHole(toPieces(value, store, value.place, name), keyword?.place ?? value.place));
      else if (args.keywordRest)
        out.push({ kind: 'hole', place, volatility: args.keywordRest.volatility, source: args.keywordRest.source });
      else push(out, match[0], piece.place);
    }
    push(out, piece.text.slice(at), piece.place);
    return out;
  });
}

function movedHole(shown: readonly Piece[], place: Place): readonly Piece[] {
  const [only] = shown;
  return shown.length === 1 && only?.kind === 'hole' ? [{ ...only, place }] : shown;
}

/** Fills a placeholder with the replacement, wherever it stands in the literal text. */
function replacePieces(
  context: Context,
  own: readonly Piece[],
  search: AbstractValue | undefined,
  replacement: AbstractValue | undefined,
  label: string,
): readonly Piece[] {
  const { store } = context.machine;
  const wanted = search && literalText(search);
  if (replacement?.kind === 'closure' || wanted === undefined || wanted === '') {
    return own;
  }
  const inside = replacement ? toPieces(replacement, store, replacement.place, label) : [];
  return own.flatMap((piece): readonly Piece[] => {
    if (piece.kind !== 'literal' || !piece.text.includes(wanted)) return [piece];
    const out: Piece[] = [];
    piece.text.split(wanted).forEach((part, index) => {
      if (index > 0) out.push(...inside);
      push(out, part, piece.place);
    });
    return out;
  });
}

function push(out: Piece[], value: string, place: Place): void {
  if (value !== '') out.push({ kind: 'literal', text: value, place });
}

function trimPieces(own: readonly Piece[], start: boolean, end: boolean): readonly Piece[] {
  const out = [...own];
  const head = out[0];
  if (start && head?.kind === 'literal') out[0] = { ...head, text: head.text.trimStart() };
  const last = out.at(-1);
  if (end && last?.kind === 'literal') out[out.length - 1] = { ...last, text: last.text.trimEnd() };
  return out.filter((piece) => piece.kind !== 'literal' || piece.text !== '');
}

function mapLiterals(own: readonly Piece[], change: (text: string) => string): readonly Piece[] {
  return own.map((piece) => (piece.kind === 'literal' ? { ...piece, text: change(piece.text) } : piece));
}

function splitText(
  context: Context,
  self: AbstractText | AbstractScalar,
  separator: string | undefined,
  place: Place,
): AbstractValue {
  const known = literalText(self);
  if (known !== undefined && separator !== undefined && separator !== '') {
    const items = known
      .split(separator)
      .slice(0, 200)
      .map((one): HeapItem => ({ value: text(one, place), presence: 'always', repeated: false, place }));
    return makeList(context, { items, place });
  }
  const { volatility, source: from } =
    self.kind === 'text' ? piecesVarying(self.pieces) : { volatility: stable, source: undefined };
  return makeList(context, {
    items: [],
    rest: opaque(volatility, from ?? source('external', 'split()', place), place),
    place,
  });
}

/** Without the white space that lines begin with: what is left of relative indentation matters to nobody who counts. */
export function unindented(own: readonly Piece[]): readonly Piece[] {
  return mapLiterals(own, (one) => one.replace(/\n[ \t]+/g, '\n'));
}

/** Tagged templates: a dedent-like tag only re-indents; any other tag is followed or unknown. */
export function dedentTag(tag: AbstractValue, value: AbstractText, label: string): AbstractValue {
  if (
    tag.kind === 'symbol' &&
    /dedent|outdent|stripIndent|oneLine|String\.raw|html|markdown|md|prompt/i.test(
      `${tag.package}:${tag.path.join('.')}`,
    )
  ) {
    return { ...value, pieces: unindented(value.pieces) };
  }
  if (tag.kind === 'symbol' || tag.kind === 'opaque') return unknown('external', label, value.place);
  return value;
}
