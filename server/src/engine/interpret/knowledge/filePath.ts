// Which file of the workspace a value names: what is joined from the place of the source, the working directory and constant names.
import type { AbstractArguments, AbstractOpaque, AbstractSymbol, AbstractValue } from '../abstractValue.ts';
import type { Context } from '../machine.ts';

/** Absolute, or relative to the working directory; undefined where any part is not known. */
export function fileNamed(value: AbstractValue | undefined, context: Context): string | undefined {
  if (value?.kind === 'opaque') return ofOpaque(value);
  if (value?.kind === 'symbol') return ofSymbol(value, value.path.length, context);
  if (value?.kind !== 'text') return undefined;
  let path = '';
  for (const piece of value.pieces) {
    const part = piece.kind === 'literal' ? piece.text : piece.kind === 'hole' ? namedBy(piece.source) : undefined;
    if (part === undefined) return undefined;
    path += part;
  }
  return path === '' || path.includes('\n') ? undefined : path.replace(/^file:\/\//, '');
}

/** What a function on paths gives back. `name` is that of the package and the function. */
export function joinedPath(name: string, args: AbstractArguments, context: Context): string | undefined {
  const named = (value: AbstractValue | undefined) => fileNamed(value, context);
  const [first, second] = args.positional;
  if (/^(?:path:(?:default\.)?(?:posix\.)?(?:join|resolve)|os:path\.join)$/.test(name)) {
    const parts = args.positional.map(named);
    return args.open || parts.length === 0 ? undefined : parts.reduce(joined);
  }
  if (/^(?:path:(?:default\.)?(?:posix\.)?dirname|os:path\.dirname)$/.test(name)) return parentOf(named(first));
  if (
    /^(?:path:(?:default\.)?normalize|os:path\.(?:abspath|realpath|normpath)|url:(?:default\.)?(?:fileURLToPath|pathToFileURL))$/.test(
      name,
    )
  )
    return named(first);
  if (name === 'process:cwd' || name === 'os:getcwd') return '.';
  // An address is relative to the folder of its base.
  return name === 'global:URL' ? joined(parentOf(named(second)), named(first)) : undefined;
}

export function joined(directory: string | undefined, name: string | undefined): string | undefined {
  if (directory === undefined || name === undefined) return undefined;
  return name.startsWith('/') ? name : `${directory}/${name}`;
}

function parentOf(path: string | undefined): string | undefined {
  if (path === undefined) return undefined;
  const plain = path.replace(/\/\.?$/, '');
  const at = plain.lastIndexOf('/');
  return at < 0 ? '.' : plain.slice(0, at);
}

function namedBy({ file, label, kind, place }: AbstractOpaque['source']): string | undefined {
  if (file !== undefined || kind !== 'environment') return file;
  if (label === '__file__' || label === '__filename') return place.path;
  return label === '__dirname' ? parentOf(place.path) : undefined;
}

function ofOpaque({ source, chain }: AbstractOpaque): string | undefined {
  const isSame = chain.length === 0 || (chain.length === 1 && /^(?:pathname|href)$/.test(chain[0] ?? ''));
  return isSame ? namedBy(source) : undefined;
}

/** A path object, or what stands for the module itself; `length` elements of its path count. */
export function ofSymbol(symbol: AbstractSymbol, length: number, context: Context): string | undefined {
  const { path, source, file } = symbol;
  const own = `${symbol.package}:${path.slice(0, length).join('.')}`;
  if (own === 'global:import.meta.url' || own === 'global:import.meta.filename') return source.place.path;
  if (own === 'global:import.meta.dirname') return parentOf(source.place.path);
  const start = file ?? baseOf(symbol, context);
  if (start === undefined || start.length > length) return undefined;
  let at: string | undefined = start.path;
  for (let index = start.length; index < length; index++) {
    const element = path[index] ?? '';
    const call = path[index + 1] ?? '';
    if (element === 'parent') at = parentOf(at);
    else if (/^(?:resolve|absolute)$/.test(element) && call.startsWith('(')) index++;
    else if (element === 'joinpath' && /^\('[\s\S]*'\)$/.test(call)) {
      at = joined(at, call.slice(2, -2));
      index++;
    } else return undefined;
  }
  return at;
}

/** What a path object was made with; `length` is that of the path that makes it. */
function baseOf(
  symbol: AbstractSymbol,
  context: Context,
): { readonly path: string; readonly length: number } | undefined {
  const [first = '', second = '', third = ''] = symbol.path;
  let made = symbol.made;
  while (made?.before) made = made.before;
  if (symbol.package === 'pathlib' && /^(?:Pure)?(?:Posix)?Path$/.test(first)) {
    if (second === 'cwd' && third.startsWith('(')) return { path: '.', length: 3 };
    if (!second.startsWith('(') || made?.length !== 2) return undefined;
    const path = made.args.positional.map((one) => fileNamed(one, context)).reduce(joined, '.');
    const isRooted = made.args.positional.length > 0 && path !== undefined;
    return isRooted ? { path: path.replace(/^\.\/(?=.)/, ''), length: 2 } : undefined;
  }
  const isFiles =
    (symbol.package === 'importlib.resources' && first === 'files') ||
    (symbol.package === 'importlib' && first === 'resources' && second === 'files') ||
    (symbol.package === 'importlib_resources' && first === 'files');
  const length = symbol.path.findIndex((element) => element.startsWith('(')) + 1;
  if (!isFiles || made === undefined || made.length !== length) return undefined;
  const path = packageFolder(made.args.positional[0], context);
  return path === undefined ? undefined : { path, length };
}

/** Folder of a package that is given by its name. */
export function packageFolder(value: AbstractValue | undefined, context: Context): string | undefined {
  const { machine, record } = context;
  if (value?.kind === 'namespace') return parentOf(value.path);
  const [piece] = value?.kind === 'text' ? value.pieces : [];
  if (value?.kind !== 'text' || value.pieces.length !== 1 || piece?.kind !== 'literal') return undefined;
  // `__name__` of the module itself.
  if (piece.text === 'module' || piece.text === '__main__') return parentOf(record.path);
  const found = machine.modules.resolve(record.path, piece.text, 'python');
  return found.kind === 'module' ? parentOf(found.path) : undefined;
}
