// The text of a prompt file that the program reads, where the path is known and the file lies in the workspace.
import { promptFormatOf } from '../../prompts/index.ts';
import type { Place } from '../../text/index.ts';
import type { AbstractText, AbstractValue } from '../abstractValue.ts';
import type { Context } from '../machine.ts';
import { pieces } from '../make.ts';
import { fileNamed, joined, ofSymbol, packageFolder } from './filePath.ts';
import type { LibraryCall } from './library.ts';

/** Longer files are data. */
const longest = 400_000;

/** What a call that reads a whole file gives back. */
export function readText({ context, symbol, name, args }: LibraryCall): AbstractText | undefined {
  if (/\.readlines$/.test(name)) return undefined;
  return promptText(pathRead(name, symbol, args.positional, context), context);
}

function pathRead(
  name: string,
  symbol: LibraryCall['symbol'],
  given: readonly AbstractValue[],
  context: Context,
): string | undefined {
  const [first, second] = given;
  if (/^importlib(?:\.resources|:resources)/.test(name) || symbol.package === 'pathlib') {
    if (/(?:^|[.:])files\.\(/.test(name) || symbol.package === 'pathlib') {
      const { path } = symbol;
      const isOpened = path.at(-1) === 'read' && path.at(-3) === 'open';
      return ofSymbol(symbol, path.length - (isOpened ? 3 : 1), context);
    }
    return joined(packageFolder(first, context), fileNamed(second, context));
  }
  if (name === 'pkgutil:get_data') return joined(packageFolder(first, context), fileNamed(second, context));
  let made = symbol.made;
  while (made?.before) made = made.before;
  return fileNamed(made ? made.args.positional[0] : first, context);
}

/** Undefined for data, for files that are not there and for paths that are not known. */
export function promptText(path: string | undefined, context: Context): AbstractText | undefined {
  if (path === undefined || /\.(?:toml|csv|tsv|lock|env)$/i.test(path)) return undefined;
  const format = promptFormatOf(path)?.format;
  if (format === 'yaml' || format === 'json' || format === 'jsonl') return undefined;
  const found = context.machine.modules.find(context.record.path, path);
  if (found === undefined || found.text.length > longest || found.text.includes('\u0000')) return undefined;
  const place: Place = { path: found.path, start: 0, end: found.text.length };
  return pieces(found.text === '' ? [] : [{ kind: 'literal', text: found.text, place }], place);
}
