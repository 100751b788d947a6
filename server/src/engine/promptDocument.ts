// A prompt file as a document of its own: the requests that it stands for, and its comments.
import { nameVolatility } from './interpret/index.ts';
import { type CallSite, type Comment, type ModelCall, type Note, unknownVolatility } from './model/index.ts';
import { bodyValue, commentsOf, type Filling, type Prompt, type PromptFile, readPromptFile } from './prompts/index.ts';
import { bodyRequest, fieldsOf, historyOf } from './recognizers/index.ts';

export interface PromptDocument {
  readonly modelCalls: readonly ModelCall[];
  readonly comments: readonly Comment[];
  /** JSON takes none. */
  readonly takesComments: boolean;
  readonly notes: readonly Note[];
}

/** The requests of a batch share their shape: so many of them show it. */
const mostRequests = 50;

/** Undefined for a file that is not surely a prompt. */
export function readPromptDocument(path: string, text: string): PromptDocument | undefined {
  const file = readPromptFile(path, text);
  if (file === undefined) return undefined;
  const prompts = file.prompts.filter(isRequest);
  const filling = namesOnly(path);
  const modelCalls = prompts.slice(0, mostRequests).flatMap((prompt, id) => modelCall(file, prompt, filling, id) ?? []);
  const place = { path, start: 0, end: 0 };
  const left = prompts.length - mostRequests;
  const notes =
    left <= 0 ? [] : [{ place, text: `The first ${mostRequests} requests were looked at, ${left} more were not.` }];
  const takesComments = file.format !== 'json' && file.format !== 'jsonl';
  return {
    modelCalls,
    takesComments,
    notes,
    comments: takesComments && file.text.includes('hitrate') ? commentsOf(file) : [],
  };
}

/** What is sent is known: a body, or messages for a model that is named. */
function isRequest({ shape, model, body, parts }: Prompt): boolean {
  if (body) return true;
  if (shape === 'prompty' || shape === 'dotprompt' || shape === 'tool-list') return true;
  return (shape === 'messages' || shape === 'promptfoo') && model !== undefined && parts.length > 0;
}

/** Nothing is known of what is filled in but its name. */
function namesOnly(path: string): Filling {
  return {
    path,
    textOf: ({ path: label }, place) => {
      const source = { kind: 'parameter', label, place, steps: [] } as const;
      return [{ kind: 'hole', place, volatility: nameVolatility(source, label, unknownVolatility), source }];
    },
  };
}

function modelCall(file: PromptFile, prompt: Prompt, filling: Filling, id: number): ModelCall | undefined {
  const body = bodyValue(file, prompt, filling);
  if (body === undefined) return undefined;
  const { path } = file;
  const { span, model, api = 'chat', shape } = prompt;
  const request = bodyRequest({
    sdk: 'promptFile',
    host: undefined,
    shape: api,
    options: fieldsOf(body),
    sureness: 'sure',
    isBatch: shape === 'batch',
  });
  const at = model?.span ?? { start: span.start, end: Math.min(span.start + 1, span.end) };
  const site: CallSite = {
    place: { path, ...span },
    calleePlace: { path, ...at },
    language: 'prompt',
    callee: { path: [], label: path.slice(path.lastIndexOf('/') + 1) },
    args: { positional: [body], keywords: { kind: 'record', fields: [], place: { path, ...span } }, open: false },
    frames: [],
    fanOuts: [],
    awaited: true,
    packages: [],
  };
  const history = historyOf(request, undefined, site);
  return {
    id,
    site,
    request,
    history,
    loops: [],
    recursive: false,
    fanOuts: [],
    repeated: history.kind === 'conversation',
  };
}
