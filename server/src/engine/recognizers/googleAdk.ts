// Google's Agent Development Kit for Python and TypeScript: agents that its runners call.
import {
  type Arguments,
  type Callee,
  type CallSite,
  type Piece,
  type Request,
  type SymbolValue,
  unknownVolatility,
  type Value,
  type Volatility,
} from '../model/index.ts';
import type { Match, Recognizer } from './recognizer.ts';
import { calledBack } from './shared/calledBack.ts';
import { frameworkRequest } from './shared/frameworkRequest.ts';
import { literalTexts } from './shared/literalText.ts';
import { madeObject } from './shared/madeObject.ts';
import { messageOf } from './shared/makeValue.ts';
import { endpointOfNames, type ModelEndpoint } from './shared/modelEndpoint.ts';
import { namedOptions } from './shared/namedOptions.ts';
import { fieldsOf, type Option, type Options, optionsOf } from './shared/options.ts';
import { plainPath } from './shared/symbolPath.ts';

const names: ReadonlySet<string> = new Set(['Agent', 'LlmAgent']);

/** What runs an agent that it was made with. */
const runners: readonly string[] = ['Runner', 'InMemoryRunner'];
const runs: readonly string[] = ['run', 'run_async', 'run_live', 'run_debug', 'runAsync', 'runLive'];

/** Calls of the model in one run when nothing is said. */
const usualCalls = 500;

export const googleAdk: Recognizer = {
  id: 'googleAdk',
  packages: ['google.adk', '@google/adk'],
  tails: runners.flatMap((runner) => runs.map((run) => [runner, '()', run])),
  definitions: [['Agent'], ['LlmAgent']],
  matches,
  recognize,
};

function matches(callee: Callee): Match | undefined {
  const isPython = callee.package === 'google' && callee.path[0] === 'adk';
  if (!isPython && callee.package !== '@google/adk') return undefined;
  const path = plainPath(callee.path);
  return names.has(path.at(-1) ?? '') || isRun(path) ? 'sure' : undefined;
}

function isRun(path: readonly string[]): boolean {
  return runners.includes(path.at(-3) ?? '') && path.at(-2) === '()' && runs.includes(path.at(-1) ?? '');
}

/** The agent itself where it is made, and the one that the runner was made with where it is run. */
function agentOf(site: CallSite): SymbolValue | undefined {
  const { receiver } = site;
  if (!isRun(plainPath(site.callee.path))) return receiver;
  const made = optionsOf(receiver?.calls?.[0]).entries.get('agent');
  return madeObject(made?.value, ({ path, calls }) => calls !== undefined && names.has(plainPath(path).at(-2) ?? ''));
}

function recognize(args: Arguments, site: CallSite): Request | undefined {
  if (matches(site.callee) === undefined) return undefined;
  const first = agentOf(site)?.calls?.[0];
  if (first === undefined) return undefined;
  const run = optionsOf(args).entries;
  const question = isRun(plainPath(site.callee.path)) ? (run.get('new_message') ?? run.get('newMessage')) : undefined;
  const options = site.language === 'python' ? namedOptions(first, []) : optionsOf(first);
  const { entries } = options;
  const instruction = entries.get('instruction');
  const unchanging = entries.get('static_instruction') ?? entries.get('staticInstruction');
  if (instruction === undefined && unchanging === undefined) return undefined;
  const asked = question && messageOf('user', textOfContent(question.value));
  const dynamic = instruction && withState(instruction.value);
  const tools = entries.get('tools');
  const isTeam = entries.has('sub_agents') || entries.has('subAgents');
  return frameworkRequest({
    sdk: 'googleAdk',
    site,
    operation: tools !== undefined || isTeam ? 'loop' : 'create',
    model: modelOf(entries.get('model')),
    options,
    ...(tools === undefined ? {} : { tools }),
    // With a static instruction in front, the other one is sent as content of the user.
    conversation:
      unchanging === undefined
        ? [messageOf('system', dynamic), asked]
        : [messageOf('system', unchanging.value), messageOf('user', dynamic), asked],
    remembers: true,
    isRemade: instruction?.value.kind === 'function',
    ...(tools === undefined && !isTeam ? {} : { innerLoop: { bound: boundOf(options) } }),
    isMarkedLater: true,
  });
}

/** `types.Content(parts=[types.Part(text=…)])` and its like: the text of the one part. */
function textOfContent(value: Value): Value {
  const of = (made: Value): Options => (made.kind === 'symbol' ? optionsOf(made.calls?.at(-1)) : fieldsOf(made));
  const parts = of(value).entries.get('parts')?.value;
  const part = parts?.kind === 'list' && parts.items.length === 1 ? parts.items[0]?.value : undefined;
  return (part && of(part).entries.get('text')?.value) ?? value;
}

/** The bound is a setting of the run, which is not followed. */
function boundOf(options: Options): number | undefined {
  return options.rest === undefined ? usualCalls : undefined;
}

/** Gemini, unless an adapter such as `LiteLlm(model=…)` is given. */
function modelOf(option: Option | undefined): ModelEndpoint {
  const value = option?.value;
  if (value?.kind !== 'symbol') return endpointOfNames(literalTexts(value), 'google');
  const made = namedOptions(value.calls?.at(-1), ['model']).entries.get('model');
  return endpointOfNames(literalTexts(made?.value));
}

/** A text is a template over the state of the session; what a function gives back is sent as it is. */
function withState(value: Value): Value {
  if (value.kind === 'choice') return { ...value, options: value.options.map(withState) };
  if (value.kind === 'text') return { ...value, pieces: value.pieces.flatMap(filled) };
  return calledBack(value);
}

const placeholder = /(\{(?:(?:app|user|temp):)?[A-Za-z_]\w*\??\})/;

function filled(piece: Piece): readonly Piece[] {
  if (piece.kind === 'choice') return [{ ...piece, options: piece.options.map((option) => option.flatMap(filled)) }];
  if (piece.kind === 'hole') return [piece];
  const { place } = piece;
  return piece.text.split(placeholder).flatMap((text, index): readonly Piece[] => {
    if (text === '') return [];
    if (index % 2 === 0) return [{ kind: 'literal', text, place }];
    const source = { label: text, place, kind: 'parameter', steps: [] } as const;
    return [{ kind: 'hole', place, volatility: ofState(text), source }];
  });
}

/** What else stands in the state is mostly what an earlier agent of the run has written for this one to work on. */
function ofState(text: string): Volatility {
  return text.startsWith('{user:') ? { changes: 'never', varies: 'user', sureness: 'likely' } : unknownVolatility;
}
