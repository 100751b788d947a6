// Finds the parser's WebAssembly files, beside the bundle or in node_modules, and returns their bytes.
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** In the shape that the engine's `createSyntax` takes. Grammars are read when first needed. */
export interface ParserWasm {
  readonly runtimeWasm: Uint8Array;
  readonly grammars: Readonly<Record<'typescript' | 'tsx' | 'javascript' | 'python', () => Uint8Array>>;
}

/** `directory` is where the running program lies; the search goes from there towards the root. */
export function loadWasm(directory: string = import.meta.dirname): ParserWasm {
  const grammar = (name: string) => () => read(directory, `tree-sitter-${name}.wasm`, '@vscode/tree-sitter-wasm/wasm');
  return {
    runtimeWasm: read(directory, 'web-tree-sitter.wasm', 'web-tree-sitter'),
    grammars: {
      typescript: grammar('typescript'),
      tsx: grammar('tsx'),
      javascript: grammar('javascript'),
      python: grammar('python'),
    },
  };
}

function read(directory: string, file: string, packageFolder: string): Uint8Array {
  for (let at = directory; ; at = dirname(at)) {
    for (const candidate of [join(at, file), join(at, 'node_modules', packageFolder, file)]) {
      if (existsSync(candidate)) return readFileSync(candidate);
    }
    if (dirname(at) === at) throw new Error(`${file} was found neither beside the program nor in node_modules.`);
  }
}
