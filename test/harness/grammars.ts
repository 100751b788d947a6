// Colours text as the editor does: its own engine, the grammars of its languages, and those that the manifest contributes.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { grammars as knownGrammars } from 'tm-grammars';
import { createOnigScanner, createOnigString, loadWASM } from 'vscode-oniguruma';
import { type IGrammar, INITIAL, type IRawGrammar, parseRawGrammar, Registry } from 'vscode-textmate';

export interface ColouredToken {
  readonly text: string;
  /** Outermost first. */
  readonly scopes: readonly string[];
}

interface GrammarContribution {
  readonly path: string;
  readonly scopeName: string;
  readonly language?: string;
  readonly injectTo?: readonly string[];
}

const require = createRequire(import.meta.url);
const root = join(import.meta.dirname, '../..');
const manifest: { readonly contributes: { readonly grammars: readonly GrammarContribution[] } } = JSON.parse(
  readFileSync(join(root, 'package.json'), 'utf8'),
);
export const contributedGrammars = manifest.contributes.grammars;

/** The editor has its names for these. */
const editorScopes: Readonly<Record<string, string>> = { 'text.html.markdown.prompt': 'text.html.markdown' };

let registry: Registry | undefined;

function startRegistry(): Registry {
  const wasm = readFileSync(require.resolve('vscode-oniguruma/release/onig.wasm'));
  return new Registry({
    onigLib: loadWASM({ data: wasm }).then(() => ({ createOnigScanner, createOnigString })),
    loadGrammar: async (scopeName): Promise<IRawGrammar | null> => {
      const own = contributedGrammars.find((each) => each.scopeName === scopeName);
      if (own !== undefined) return parseRawGrammar(readFileSync(join(root, own.path), 'utf8'), own.path);
      const like = editorScopes[scopeName];
      if (like !== undefined)
        return parseRawGrammar(JSON.stringify({ scopeName, patterns: [{ include: like }] }), 'like.json');
      const known = knownGrammars.find((each) => each.scopeName === scopeName);
      if (known === undefined) return null;
      const path = require.resolve(`tm-grammars/grammars/${known.name}.json`);
      return parseRawGrammar(readFileSync(path, 'utf8'), path);
    },
    getInjections: (scopeName) =>
      contributedGrammars.filter(({ injectTo }) => injectTo?.includes(scopeName)).map((each) => each.scopeName),
  });
}

export async function loadColours(scopeName: string): Promise<IGrammar> {
  registry ??= startRegistry();
  const grammar = await registry.loadGrammar(scopeName);
  if (grammar === null) throw new Error(`no grammar for ${scopeName}`);
  return grammar;
}

/** The tokens of each line. */
export function colour(grammar: IGrammar, text: string): readonly (readonly ColouredToken[])[] {
  let stack = INITIAL;
  return text.split(/\r?\n/).map((line) => {
    const { tokens, ruleStack } = grammar.tokenizeLine(line, stack);
    stack = ruleStack;
    return tokens
      .map(({ startIndex, endIndex, scopes }) => ({ text: line.slice(startIndex, endIndex), scopes }))
      .filter(({ text: shown }) => shown !== '');
  });
}
