// Tools that shape prompt text or keep it: dedent, string templates, and caches around the functions that build it.
import type { AbstractValue } from '../abstractValue.ts';
import { toPieces } from '../inspect.ts';
import { pieces } from '../make.ts';
import { substituted, unindented } from '../natives/text.ts';
import type { LibraryCall } from './library.ts';

const dedents =
  /^(?:textwrap:dedent|inspect:cleandoc|dedent:default|ts-dedent:(?:dedent|default)|common-tags:stripIndent)$/;

const keepers =
  /^(?:functools:(?:lru_cache|cache)|lodash(?:-es)?:(?:default\.)?(?:memoize|once)|lodash\/(?:memoize|once):default|(?:p-)?memoize:default|onetime:default)$/;

/** Something made of one short text keeps that text in its name. */
const substitutions = /^string:Template\.\((?:'[\s\S]*')?\)\.(?:safe_)?substitute$/;

export function textToolCall({ context, symbol, name, args, place, label }: LibraryCall): AbstractValue | undefined {
  const { store } = context.machine;
  const first = args.positional[0];
  if (dedents.test(name)) return first && pieces(unindented(toPieces(first, store, place, label)), place);
  // A cache that is still to be configured stays what it is.
  if (keepers.test(name)) return first?.kind === 'closure' ? { ...first, once: true } : undefined;
  if (!substitutions.test(name)) return undefined;
  const template = symbol.made?.args.positional[0] ?? symbol.made?.args.keywords.get('template')?.value;
  return template && pieces(substituted(context, toPieces(template, store, place, label), args, place), place);
}
