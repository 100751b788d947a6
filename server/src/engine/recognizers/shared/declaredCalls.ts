// Finds the calls that the user told of: wrappers of model calls, and helpers that set cache marks.
import type { Callee, Declarations, DeclaredWrapper, WrapperForm } from '../../model/index.ts';
import { packageMatch } from './packageMatch.ts';
import { endsWith, plainPath } from './symbolPath.ts';

/** A call of each form, as a program that imports the SDK would have it. */
const forms: Readonly<Record<WrapperForm, Required<Pick<Callee, 'package' | 'path'>>>> = {
  'anthropic.messages': { package: 'anthropic', path: ['Anthropic', '()', 'messages', 'create'] },
  'openai.chat': { package: 'openai', path: ['OpenAI', '()', 'chat', 'completions', 'create'] },
  'openai.responses': { package: 'openai', path: ['OpenAI', '()', 'responses', 'create'] },
  'ai.generateText': { package: 'ai', path: ['generateText'] },
  'google.generateContent': { package: '@google/genai', path: ['GoogleGenAI', '()', 'models', 'generateContent'] },
  'bedrock.converse': { package: 'boto3', path: ['client', '()', 'converse'] },
  'litellm.completion': { package: 'litellm', path: ['completion'] },
};

/** Undefined when no calls are told of. Of two wrappers that fit, the later one is told nearer to the file and wins. */
export function declaredCalls({ wrappers = [], breakpointHelpers = [] }: Declarations) {
  if (wrappers.length + breakpointHelpers.length === 0) return undefined;
  const known = wrappers.map((wrapper) => ({ wrapper, tail: wrapper.call.split('.') })).reverse();
  const helpers = breakpointHelpers.map((name) => name.split('.'));
  const addsMarks = (spellings: readonly Callee[]): boolean =>
    helpers.some((tail) => spellings.some(({ path }) => endsWith(plainPath(path), tail)));
  return {
    // Which object a path starts at shows only when the program is run: the last member is enough to look.
    mayBeWrapper: (path: readonly string[]): boolean => known.some(({ tail }) => path.at(-1) === tail.at(-1)),
    wrapperOf(spellings: readonly Callee[], imports: readonly string[]): Callee | undefined {
      const found = known.find(({ wrapper, tail }) =>
        spellings.some((callee) => endsWith(plainPath(callee.path), tail) && isFrom(callee, imports, wrapper)),
      )?.wrapper;
      if (found === undefined) return undefined;
      const { as, arguments: renamed = {} } = found;
      const label = spellings[0]?.label ?? found.call;
      return { ...forms[as], label, wrapper: { arguments: renamed, addsMarks: addsMarks(spellings) } };
    },
    addsMarks,
  };
}

/** What is handed in, or lies in the workspace, is of the package when the file imports that. */
function isFrom(callee: Callee, imports: readonly string[], wrapper: DeclaredWrapper): boolean {
  if (wrapper.package === undefined) return true;
  const roots = [wrapper.package];
  if (callee.package === undefined) return imports.some((name) => packageMatch(name, roots));
  return packageMatch(callee.package, roots) || packageMatch([callee.package, ...callee.path].join('.'), roots);
}
