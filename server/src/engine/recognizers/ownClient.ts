// Clients and wrappers that could not be followed, known by what they are given: a conversation that begins with a system message.
import type { Arguments, Callee, CallSite, Request, Value } from '../model/index.ts';
import type { Match, Recognizer } from './recognizer.ts';
import { isStreamed, modelNames } from './shared/buildRequest.ts';
import { providerOfRoutes } from './shared/endpoint.ts';
import { literalText } from './shared/literalText.ts';
import { openaiBody } from './shared/openaiBody.ts';
import { fieldsOf, type Options, optionsOf } from './shared/options.ts';
import { packageMatch } from './shared/packageMatch.ts';
import { plainPath } from './shared/symbolPath.ts';
import { conversationSign, holdsConversation } from './shared/textSigns.ts';

/** What people call the method that asks a model. Logs, stores and counters are given conversations too. */
const names: readonly string[] = [
  ...['chat', 'achat', 'chat_stream', 'chatStream', 'stream_chat', 'streamChat', 'chat_async'],
  ...['chat_completion', 'chatCompletion', 'create_chat_completion', 'createChatCompletion', 'chat_complete'],
  ...['complete', 'acomplete', 'completion', 'acompletion', 'get_completion', 'getCompletion', 'get_chat_completion'],
  ...['generate', 'agenerate', 'generate_response', 'generateResponse', 'generate_text', 'generate_stream'],
  ...['generate_async', 'generate_completion', 'generateCompletion', 'generate_chat_completion', 'generateChat'],
  ...['call_llm', 'callLLM', 'callLlm', 'ask_llm', 'askLLM', 'query_llm', 'queryLLM', 'invoke_llm', 'run_llm', 'llm'],
  ...['call_model', 'callModel', 'invoke_model', 'invokeModel', 'query_model', 'run_model', 'ask_model'],
  ...['invoke', 'ainvoke', 'query', 'ask', 'aask', 'predict', 'get_response', 'getResponse', 'get_llm_response'],
];

/** Ways of loading what is only known by its name when the program runs. */
const loaders = ['importlib', 'builtins'] as const;

const taken: readonly string[] = ['messages', 'conversation', 'chat_history', 'prompt', 'input'];

export const ownClient: Recognizer = {
  id: 'ownClient',
  packages: [holdsConversation],
  mention: conversationSign,
  tails: names.map((name) => [name]),
  matches,
  recognize,
};

const known: ReadonlySet<string> = new Set(names);

function matches(callee: Callee, imported: readonly string[]): Match | undefined {
  if (!known.has(plainPath(callee.path).at(-1) ?? '') || !imported.includes(holdsConversation)) return undefined;
  return callee.package === undefined || packageMatch(callee.package, loaders) ? 'likely' : undefined;
}

function recognize(args: Arguments, site: CallSite): Request | undefined {
  if (matches(site.callee, site.packages) === undefined) return undefined;
  const given = optionsOf({ ...args, positional: [] });
  const record = args.positional.find((value) => value.kind === 'record');
  const more = record === undefined ? undefined : fieldsOf(record);
  const named = taken.flatMap((name) => given.entries.get(name) ?? more?.entries.get(name) ?? []);
  const listed = args.positional.flatMap((value, at) => [
    { value, place: args.places?.[at] ?? value.place, presence: 'always' } as const,
  ]);
  const messages = [...named, ...listed].find(({ value }) => isConversation(value));
  if (messages === undefined) return undefined;
  const entries = new Map([...(more?.entries ?? []), ...given.entries, ['messages', messages] as const]);
  const options: Options = { entries, rest: given.rest ?? more?.rest, record: undefined };
  return openaiBody({
    sdk: 'ownClient',
    provider: providerOfRoutes(modelNames(options)),
    shape: 'chat',
    operation: isStreamed(options) ? 'stream' : 'create',
    sureness: 'likely',
    options,
    optionsPlace: undefined,
    // What happens on the way is not known.
    isMarkedLater: true,
  });
}

/** A system message with a text in front, and something behind it. */
function isConversation(value: Value): boolean {
  if (value.kind !== 'list' || value.form === 'set') return false;
  const [first, second] = value.items;
  return isInstruction(first?.value) && (second !== undefined || value.rest !== undefined);
}

function isInstruction(value: Value | undefined): boolean {
  if (value?.kind !== 'record') return false;
  const { entries } = fieldsOf(value);
  const role = literalText(entries.get('role')?.value);
  return (role === 'system' || role === 'developer') && entries.has('content');
}
