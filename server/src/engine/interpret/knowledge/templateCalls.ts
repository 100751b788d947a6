// Calls that fill a template: each variable becomes the text that is handed in for it, at its place in the template.
import type { Piece } from '../../model/index.ts';
import {
  type Filling,
  readPromptFile,
  readTemplate,
  type TemplatePiece,
  type TemplateSyntax,
  templatePieces,
  type VariableUse,
} from '../../prompts/index.ts';
import type { Place } from '../../text/index.ts';
import type { AbstractArguments, AbstractText, AbstractValue, HeapField, Made } from '../abstractValue.ts';
import { toPieces } from '../inspect.ts';
import type { Context } from '../machine.ts';
import { opaque, pieces, through, unknown } from '../make.ts';
import { getMember } from '../member.ts';
import { noteRender } from '../noteFacts.ts';
import { fileNamed, joined, packageFolder } from './filePath.ts';
import type { LibraryCall } from './library.ts';
import { promptText } from './promptTexts.ts';

interface Rendering {
  readonly template: AbstractValue | undefined;
  readonly syntax: TemplateSyntax;
  /** Values by name, as keywords or as a record. */
  readonly given: AbstractArguments;
}

const withoutFirst = (args: AbstractArguments): AbstractArguments => ({
  ...args,
  positional: args.positional.slice(1),
});

/** Template engines by package, with the language of their templates. */
const objects: ReadonlyMap<string, TemplateSyntax> = new Map([
  ['jinja2', 'jinja'],
  ['liquid', 'liquid'],
]);

const functions: readonly (readonly [RegExp, TemplateSyntax])[] = [
  [/^nunjucks:(?:default\.)?renderString$/, 'jinja'],
  [/^mustache:(?:default\.)?render$/, 'mustache'],
  [/^(?:pystache|chevron):render$/, 'mustache'],
  [/^liquidjs:Liquid\.\([\s\S]*\)\.parseAndRender(?:Sync)?$/, 'liquid'],
];

export function templateCall(call: LibraryCall): AbstractValue | undefined {
  const rendering = renderingOf(call);
  if (rendering?.template?.kind !== 'text') return undefined;
  const { context, symbol, args, place, label } = call;
  noteRender(context, symbol, args, place);
  return rendered(context, rendering.template, rendering, place, `${label}()`);
}

function renderingOf({ context, symbol, name, args }: LibraryCall): Rendering | undefined {
  const direct = functions.find(([pattern]) => pattern.test(name));
  if (direct) return { template: args.positional[0], syntax: direct[1], given: withoutFirst(args) };
  const { path, made } = symbol;
  if (/^(?:handlebars|hbs):/.test(name)) {
    const isCompiled = path.at(-1)?.startsWith('(') === true && path.at(-2) === 'compile';
    return isCompiled ? { template: made?.args.positional[0], syntax: 'handlebars', given: args } : undefined;
  }
  const syntax = objects.get(symbol.package.split('.')[0] ?? '');
  if (syntax === undefined || made === undefined || !/^render(?:_async)?$/.test(path.at(-1) ?? '')) return undefined;
  const maker = path.at(-3);
  const first = made.args.positional[0] ?? made.args.keywords.get('source')?.value;
  if (maker === 'Template' || maker === 'from_string') return { template: first, syntax, given: args };
  if (maker !== 'get_template') return undefined;
  return { template: loaded(context, made, fileNamed(first, context)), syntax, given: args };
}

/** The template of that name, where the environment looks for it. */
function loaded(context: Context, { before }: Made, name: string | undefined): AbstractText | undefined {
  const loader = before?.args.keywords.get('loader')?.value ?? before?.args.positional[0];
  if (loader?.kind !== 'symbol' || name === undefined) return undefined;
  const [first, second] = loader.made?.args.positional ?? [];
  const kind = loader.path.at(-2);
  const folders: (string | undefined)[] = [];
  if (kind === 'PackageLoader') {
    folders.push(
      joined(packageFolder(first, context), second === undefined ? 'templates' : fileNamed(second, context)),
    );
  } else if (kind === 'FileSystemLoader') {
    const where = first ?? loader.made?.args.keywords.get('searchpath')?.value;
    const heap = where?.kind === 'reference' ? context.machine.store.get(where.cell) : undefined;
    if (heap?.kind === 'list') folders.push(...heap.items.map(({ value }) => fileNamed(value, context)));
    else folders.push(fileNamed(where, context));
  }
  for (const folder of folders) {
    const text = promptText(joined(folder, name), context);
    if (text) return text;
  }
  return undefined;
}

/** Holes that the template already has stand in its text as characters that no text has. */
const firstMark = 0xe000;
const mostMarks = 0x1800;

export function rendered(
  context: Context,
  template: AbstractText,
  { syntax, given }: Pick<Rendering, 'syntax' | 'given'>,
  place: Place,
  label: string,
): AbstractValue {
  const holes: Piece[] = [];
  let text = '';
  for (const piece of template.pieces) {
    if (piece.kind === 'literal') text += piece.text;
    else if (holes.push(piece) < mostMarks) text += String.fromCharCode(firstMark + holes.length - 1);
  }
  const read = piecesRead(context, template, text, syntax);
  const filled = templatePieces(read.pieces, filling(context, read.path, given, place, label));
  return pieces(holes.length === 0 ? filled : filled.flatMap((piece) => unmarked(piece, holes)), place);
}

function unmarked(piece: Piece, holes: readonly Piece[]): readonly Piece[] {
  if (piece.kind === 'choice') {
    return [{ ...piece, options: piece.options.map((option) => option.flatMap((one) => unmarked(one, holes))) }];
  }
  if (piece.kind !== 'literal') return [piece];
  return piece.text.split(/([\ue000-\uf7ff])/).flatMap((part): readonly Piece[] => {
    const hole = part.length === 1 ? holes[part.charCodeAt(0) - firstMark] : undefined;
    if (hole) return [hole];
    return part === '' ? [] : [{ ...piece, text: part }];
  });
}

interface ReadPieces {
  readonly path: string;
  readonly pieces: readonly TemplatePiece[];
}

/** With the places in the file, where the template is a whole file or is written out in one piece. */
function piecesRead(context: Context, template: AbstractText, text: string, syntax: TemplateSyntax): ReadPieces {
  const [piece] = template.pieces;
  const { path, start, end } = piece?.place ?? template.place;
  const content = template.pieces.length === 1 ? context.machine.modules.text(path) : undefined;
  if (content !== undefined && content === text) {
    const file = readPromptFile(path, content, { isLoaded: true, syntax });
    if (file?.format !== 'yaml' && file?.format !== 'json') return { path, pieces: readTemplate(text, syntax).pieces };
  }
  const written = content?.slice(start, end) ?? '';
  const inside = written.indexOf(text);
  if (inside >= 0 && text !== '')
    return { path, pieces: readTemplate(text, syntax, (offset) => start + inside + offset).pieces };
  return { path, pieces: readTemplate(text, syntax, (offset) => (offset === 0 ? start : end)).pieces };
}

function filling(context: Context, path: string, given: AbstractArguments, call: Place, label: string): Filling {
  const { store } = context.machine;
  const fields = new Map<string, HeapField>(given.keywords);
  let rest = given.keywordRest;
  for (const value of given.positional) {
    const heap = value.kind === 'reference' ? store.get(value.cell) : undefined;
    if (heap?.kind === 'record') {
      for (const [name, field] of heap.fields) fields.set(name, field);
      rest ??= heap.rest;
    } else if (value.kind === 'opaque') rest ??= value;
  }
  const valueAt = (use: VariableUse, place: Place): AbstractValue => {
    const field = fields.get(use.name);
    const first =
      field?.value ?? (rest && opaque(rest.volatility, rest.source, place, { chain: [...rest.chain, use.name] }));
    if (first === undefined || use.isCall) return unknown('parameter', use.path, place);
    const members = use.path.split('.').slice(1);
    return members.reduce((value, member) => getMember(context, value, member, place), first);
  };
  return {
    path,
    textOf: (use, place) =>
      toPieces(valueAt(use, place), store, place, use.path).map((piece) =>
        piece.kind === 'hole' ? { ...piece, source: through(piece.source, { label, place: call }) } : piece,
      ),
    included: (name, place) => {
      const folder = path.slice(0, path.lastIndexOf('/'));
      const text = promptText(`${folder}/${name}`, context);
      return text?.pieces.map((piece) => (piece.kind === 'literal' ? piece : { ...piece, place }));
    },
  };
}
