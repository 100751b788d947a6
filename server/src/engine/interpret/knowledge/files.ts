// Reading files and directories: text of the deployment when the path is fixed, and lists without a fixed order.
import type { Place } from '../../text/index.ts';
import type { AbstractValue } from '../abstractValue.ts';
import { makeList } from '../heap.ts';
import { madeBy } from '../made.ts';
import { opaque, source, sure } from '../make.ts';
import { argumentsVarying } from '../outside.ts';
import type { LibraryCall } from './library.ts';

const readers =
  /^(?:fs(?:\/promises|-extra)?:(?:default\.)?(?:promises\.)?(?:readFileSync|readFile|readJson|readJsonSync)|builtins:open\.\(.*\)\.(?:read|readlines)|aiofiles:open\.\(.*\)\.read|pathlib:(?:Path|PurePath)\.\(.*\)(?:\..*)?\.(?:read_text|open\.\(\)\.read)|importlib:resources\..*read_text|importlib\.resources:.*read_text.*|pkgutil:get_data|global:Bun\.file\.\(.*\)\.text|global:Deno\.readTextFile(?:Sync)?|io:open\.\(.*\)\.read)$/;

const handles = /^(?:builtins:open|aiofiles:open|io:open|pathlib:Path|builtins:open\.\(.*\)\.__enter__)$/;

const listings =
  /^(?:os:(?:listdir|scandir|walk)|glob:(?:default\.)?(?:glob|iglob|sync|globSync)|fs(?:\/promises|-extra)?:(?:default\.)?(?:promises\.)?(?:readdirSync|readdir|globSync|glob)|fast-glob:.*|globby:.*|tinyglobby:.*|pathlib:Path\.\(.*\)(?:\..*)?\.(?:iterdir|glob|rglob))$/;

export function fileCall({ context, name, args, place, label, symbol }: LibraryCall): AbstractValue | undefined {
  if (readers.test(name)) {
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
