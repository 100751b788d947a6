// The Ollama libraries for TypeScript and Python: chats, and prompts with a system text.
import type { Arguments, Callee, CallSite, Request } from '../model/index.ts';
import type { Match, Recognizer } from './recognizer.ts';
import { isStreamed, modelNames, optionsPlaceOf } from './shared/buildRequest.ts';
import { frameworkRequest } from './shared/frameworkRequest.ts';
import { messageOf } from './shared/makeValue.ts';
import { namedOptions } from './shared/namedOptions.ts';
import { openaiBody } from './shared/openaiBody.ts';
import { optionsOf } from './shared/options.ts';
import { packageMatch } from './shared/packageMatch.ts';
import { requestParams } from './shared/requestParams.ts';
import { plainPath } from './shared/symbolPath.ts';

const packages = ['ollama'] as const;

/** Functions of the package and methods of its clients, with the parameters that Python takes by position. */
const calls: Readonly<Record<string, readonly string[]>> = {
  chat: ['model', 'messages'],
  generate: ['model', 'prompt'],
};

/** How long the model stays loaded, and how it runs: not sent to it. */
const unsent = ['keep_alive', 'options'];

const taken: ReadonlySet<string> = new Set([...unsent, 'model', 'prompt', 'system', 'stream', 'suffix', 'template']);

export const ollama: Recognizer = {
  id: 'ollama',
  packages,
  tails: Object.keys(calls).map((name) => [name]),
  matches,
  recognize,
};

function matches(callee: Callee, imported: readonly string[]): Match | undefined {
  const path = plainPath(callee.path);
  if (!Object.hasOwn(calls, path.at(-1) ?? '')) return undefined;
  if (callee.package === undefined) return imported.some((name) => packageMatch(name, packages)) ? 'likely' : undefined;
  if (!packageMatch(callee.package, packages)) return undefined;
  const owner = path.slice(0, -1).filter((element) => element !== '()' && element !== 'default');
  return owner.length === 0 || (owner.length === 1 && /^(?:Async)?(?:Client|Ollama)$/.test(owner[0] ?? ''))
    ? 'sure'
    : undefined;
}

function recognize(args: Arguments, site: CallSite): Request | undefined {
  const match = matches(site.callee, site.packages);
  const name = plainPath(site.callee.path).at(-1) ?? '';
  const parameters = calls[name];
  if (match === undefined || parameters === undefined) return undefined;
  const options = site.language === 'python' ? namedOptions(args, parameters) : optionsOf(args);
  const [model = '', prompt = ''] = parameters;
  const isWhole = options.entries.has(model) && options.entries.has(prompt);
  // Others have methods of these names: one whose receiver is not known has to show what Ollama needs.
  if (!isWhole && (match === 'likely' || options.rest === undefined)) return undefined;
  const common = {
    sdk: 'ollama',
    operation: isStreamed(options) ? ('stream' as const) : ('create' as const),
    sureness: match,
    options,
  };
  const optionsPlace = optionsPlaceOf(site, options);
  if (name === 'chat') return openaiBody({ ...common, provider: 'unknown', shape: 'chat', unsent, optionsPlace });
  const text = options.entries.get('prompt');
  const system = options.entries.get('system');
  return frameworkRequest({
    ...common,
    site,
    model: { provider: 'unknown', api: 'chat', names: modelNames(options) },
    conversation: [system && messageOf('system', system.value), text && messageOf('user', text.value)],
    ...(text === undefined ? {} : { conversationPlace: text.place }),
    params: requestParams(options, taken),
    ...(optionsPlace === undefined ? {} : { optionsPlace }),
  });
}
