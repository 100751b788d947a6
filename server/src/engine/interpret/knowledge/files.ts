// Reading files and directories: text of the deployment when the path is fixed, what was written there before, and lists without a fixed order.
import type { Piece, Source } from '../../model/index.ts';
import type { Place } from '../../text/index.ts';
import type { AbstractArguments, AbstractSymbol, AbstractValue } from '../abstractValue.ts';
import { makeList } from '../heap.ts';
import { varying } from '../inspect.ts';
import { madeBy } from '../made.ts';
import { opaque, scalar, source, sure, through } from '../make.ts';
import { argumentsVarying } from '../outside.ts';
import type { LibraryCall } from './library.ts';
import { readText } from './promptTexts.ts';

const readers =
  /^(?:fs(?:\/promises|-extra)?:(?:default\.)?(?:promises\.)?(?:readFileSync|readFile|readJson|readJsonSync)|builtins:open\.\(.*\)\.(?:read|readlines)|aiofiles:open\.\(.*\)\.read|pathlib:(?:Path|PurePath)\.\(.*\)(?:\..*)?\.(?:read_text|open\.\(\)\.read)|importlib:resources\..*read_text|importlib\.resources:.*read_text.*|pkgutil:get_data|global:Bun\.file\.\(.*\)\.text|global:Deno\.readTextFile(?:Sync)?|io:open\.\(.*\)\.read)$/;

/** Their path comes first, or made the object that they are called on; then the text. */
const writers =
  /^(?:fs(?:\/promises|-extra)?:(?:default\.)?(?:promises\.)?(?:writeFileSync|writeFile|appendFileSync|appendFile|outputFileSync|outputFile)|builtins:open\.\(.*\)\.write|aiofiles:open\.\(.*\)\.write|io:open\.\(.*\)\.write|pathlib:(?:Path|PurePath)\.\(.*\)\.write_text|global:Bun\.write|global:Deno\.writeTextFile(?:Sync)?)$/;

const handles = /^(?:builtins:open|aiofiles:open|io:open|pathlib:Path|builtins:open\.\(.*\)\.__enter__)$/;

const listings =
  /^(?:os:(?:listdir|scandir|walk)|glob:(?:default\.)?(?:glob|iglob|sync|globSync)|fs(?:\/promises|-extra)?:(?:default\.)?(?:promises\.)?(?:readdirSync|readdir|globSync|glob)|fast-glob:.*|globby:.*|tinyglobby:.*|pathlib:Path\.\(.*\)(?:\..*)?\.(?:iterdir|glob|rglob))$/;

export function fileCall(call: LibraryCall): AbstractValue | undefined {
  const { context, name, args, place, label, symbol } = call;
  if (writers.test(name)) return written(call);
  if (readers.test(name)) {
    const before = writtenBefore(call) ?? readText(call);
    if (before) return before;
    const from = argumentsVarying(context, args);
    const own = symbol.volatility;
    // A path that follows the request reads another file each time.
    const moving = movesWith(from.volatility.changes)
      ? from
      : movesWith(own.changes)
        ? { volatility: own, source: symbol.source }
        : undefined;
    if (moving?.source)
      return opaque(
        { ...moving.volatility, sureness: moving.volatility.sureness === 'unknown' ? 'unknown' : 'likely' },
        moving.source,
        place,
      );
    const unknownPath =
      from.volatility.sureness === 'unknown' || (own.sureness === 'unknown' && symbol.source.kind === 'parameter');
    return opaque(
      unknownPath ? { changes: 'never', varies: 'nobody', sureness: 'unknown' } : sure('deployment'),
      source('file', `${label}()`, place),
      place,
    );
  }
  if (handles.test(name)) {
    const from = argumentsVarying(context, args);
    const path = [...symbol.path, '()'];
    return {
      ...symbol,
      path,
      volatility: from.volatility,
      source: from.source ?? source('file', `${label}()`, place),
      made: madeBy(context, symbol, path, args, place),
      place,
    };
  }
  if (listings.test(name)) return listing(context, place, label);
  return undefined;
}

function written({ context: { machine }, args, place, symbol }: LibraryCall): AbstractValue {
  const path = pathOf(symbol, args);
  const text = args.positional[path === args.positional[0] ? 1 : 0];
  const key = path && keyOf(path);
  if (key !== undefined && text && machine.importing === 0) machine.written.set(key, varying(text, machine.store));
  return scalar(undefined, place);
}

/** A text of the run itself, such as a model's answer, which it reads again. */
function writtenBefore({ context: { machine }, args, place, label, symbol }: LibraryCall): AbstractValue | undefined {
  const path = pathOf(symbol, args);
  const key = path && keyOf(path);
  const known = key === undefined || machine.importing > 0 ? undefined : machine.written.get(key);
  if (known?.source === undefined || known.volatility.changes !== 'call' || known.volatility.sureness === 'unknown')
    return undefined;
  return opaque(known.volatility, through(known.source, { label: `${label}()`, place }), place);
}

/** `read(path)`, `open(path).read()`, `Path(path).read_text()`. */
function pathOf({ made }: AbstractSymbol, args: AbstractArguments): AbstractValue | undefined {
  let first = made;
  while (first?.before) first = first.before;
  return first ? first.args.positional[0] : args.positional[0];
}

/** The same for two paths that are the same text, whatever it is. */
function keyOf(path: AbstractValue): string | undefined {
  if (path.kind === 'text') return path.pieces.map(pieceKey).join('');
  if (path.kind !== 'opaque') return undefined;
  return `${sourceKey(path.source)}.${path.chain.join('.')}`;
}

function pieceKey(piece: Piece): string {
  if (piece.kind === 'literal') return piece.text;
  return piece.kind === 'hole' ? `{${sourceKey(piece.source)}}` : `{${piece.place.path}:${piece.place.start}}`;
}

function sourceKey({ label, place }: Source): string {
  return `${label}@${place.path}:${place.start}`;
}

function movesWith(changes: string): boolean {
  return changes === 'minute' || changes === 'request' || changes === 'call';
}

function listing(context: LibraryCall['context'], place: Place, label: string): AbstractValue {
  const from = source('directory', `${label}()`, place);
  return makeList(context, {
    items: [],
    rest: opaque(sure('deployment'), from, place),
    order: { fixed: false, why: `${label}() lists entries in no fixed order`, place },
    place,
  });
}
