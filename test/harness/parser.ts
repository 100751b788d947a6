// One parser per test file: loading the grammars costs more than most tests.
import { createSyntax, type Syntax } from '../../server/src/engine/syntax/index.ts';
import { loadWasm } from '../../server/src/host/loadWasm.ts';

let shared: Promise<Syntax> | undefined;

/** The parser with its default limits, shared by the tests of a file. */
export function sharedSyntax(): Promise<Syntax> {
  shared ??= createSyntax(loadWasm());
  return shared;
}
