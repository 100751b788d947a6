// Every transformation of a single file that keeps its meaning, by name.
import type { Lowering } from '../../../server/src/engine/languages/index.ts';
import { addBlankLines, addComments } from './insertLines.ts';
import { moveConstants } from './moveConstants.ts';
import { nameArgument } from './nameArgument.ts';
import { oneItemPerLine } from './oneItemPerLine.ts';
import { renameOne } from './renameOne.ts';
import { reverseFunctions } from './reverseFunctions.ts';
import type { Transformation } from './source.ts';
import { swapQuotes } from './swapQuotes.ts';
import { wrapCallHere } from './wrapCallHere.ts';

export function transformations(
  lowering: Lowering,
  isSeenElsewhere: (name: string, path: string) => boolean,
): Readonly<Record<string, Transformation>> {
  return {
    'rename a variable': renameOne(lowering, 'variable', isSeenElsewhere),
    'rename a function': renameOne(lowering, 'function', isSeenElsewhere),
    'one item a line': oneItemPerLine,
    'blank lines': addBlankLines,
    'other quotes': swapQuotes,
    comments: addComments,
    'constants in another file': ({ path, text, isInPackage }) => {
      const moved = moveConstants(new Map([[path, text]]), lowering, () => isInPackage);
      return moved.count === 0 ? undefined : moved.documents;
    },
    'wrapper around a call': wrapCallHere,
    'functions in reverse': reverseFunctions,
    'variable for an argument': nameArgument,
    'CRLF line ends': ({ path, text }) =>
      text.includes('\r') ? undefined : new Map([[path, text.replaceAll('\n', '\r\n')]]),
  };
}
