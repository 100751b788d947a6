// Counts a request to an OpenAI model: messages, tools as a namespace, and the constants of each API.
import type { CatalogModel } from '../catalog/index.ts';
import type { TokenCount } from '../model/index.ts';
import type { CountableMessage, CountableRequest } from './countableRequest.ts';
import type { RequestTokens } from './requestTokens.ts';
import { estimated, exactly, noTokens, plus, sumTokens } from './tokenCount.ts';
import type { TokenCounter } from './tokenCounter.ts';
import { toolDeclaration, toolNamespace } from './toolNamespace.ts';

/** Errors of what is rendered in a form that is not published: 95 of 100 recorded requests lie within. */
const toolBand = 0.1;
const callBand = 0.15;

/** Every message besides its role and content; a name. */
const perMessage = 3;
const perName = 1;

export function countOpenAiRequest(
  request: CountableRequest,
  model: CatalogModel,
  counter: TokenCounter,
  api: 'chat' | 'responses',
): RequestTokens {
  const system = request.system.map((text) => countMessageText('system', [text], undefined, model, counter));
  const messages = request.messages.map((message) => countMessage(message, model, counter, api));
  // Texts are joined before they are counted: a part is what it adds to those in front of it.
  const messageParts = request.messages.map((message) => {
    const upTo = message.parts.map((_, at) =>
      countMessage({ ...message, parts: message.parts.slice(0, at + 1) }, model, counter, api),
    );
    return upTo.map((count, at) => difference(count, upTo[at - 1] ?? noTokens));
  });
  const hasSystem =
    request.system.length > 0 || request.messages.some(({ role }) => role === 'system' || role === 'developer');
  const tools = request.tools.map((tool) => asEstimate(counter.count(toolDeclaration(tool), model.tokenizer)));
  const toolOverhead =
    tools.length === 0
      ? noTokens
      : plus(
          difference(counter.count(toolNamespace(request.tools), model.tokenizer), sumTokens(tools)),
          toolConstant(model, api, hasSystem),
        );
  const format =
    request.outputSchema === undefined
      ? noTokens
      : estimated(counter.count(JSON.stringify(request.outputSchema), model.tokenizer).tokens, 0.3);
  const forced = request.tools.length > 0 && request.toolChoice === 'forced' ? estimated(9, 1) : noTokens;
  const beforeMessages = sumTokens([format, forced]);
  // The primer of the reply.
  const tail = exactly(model.format === 'openai' ? 3 : 2);
  return {
    tools,
    beforeTools: toolOverhead,
    system,
    beforeMessages,
    messages,
    messageParts,
    tail,
    total: sumTokens([toolOverhead, ...tools, ...system, beforeMessages, ...messages, tail]),
  };
}

/** What a whole has besides its parts. */
function difference(whole: TokenCount, parts: TokenCount): TokenCount {
  return exactly(Math.max(0, whole.tokens - parts.tokens));
}

/** The text is known, the way in which it is rendered is fitted. */
function asEstimate(count: TokenCount): TokenCount {
  return estimated(count.tokens, toolBand);
}

function toolConstant(model: CatalogModel, api: 'chat' | 'responses', hasSystem: boolean): number {
  if (model.format === 'openai-gpt-5') return api === 'chat' ? 90 : 9;
  if (api === 'responses') return 3;
  return hasSystem ? 5 : 9;
}

function countMessage(
  message: CountableMessage,
  model: CatalogModel,
  counter: TokenCounter,
  api: 'chat' | 'responses',
): TokenCount {
  const texts = message.parts.map((part) => (part.kind === 'text' || part.kind === 'toolResult' ? part.text : ''));
  const base = countMessageText(message.role, texts, message.name, model, counter);
  const extras = message.parts.map((part): TokenCount => {
    if (part.kind === 'fixed') {
      return part.isAssumed
        ? { tokens: part.tokens, low: 0, high: part.tokens * 2, method: 'assumed' }
        : exactly(part.tokens);
    }
    if (part.kind !== 'toolUse') return noTokens;
    const call =
      counter.count(part.name, model.tokenizer).tokens +
      counter.count(argumentsText(part.input), model.tokenizer).tokens;
    return estimated(call + callConstant(model, api), callBand);
  });
  const reasoned = message.role === 'assistant' && model.format === 'openai-gpt-5' ? 2 : 0;
  const calls = message.parts.filter((part) => part.kind === 'toolUse').length;
  return plus(sumTokens([base, ...extras]), reasoned + parallelConstant(model, calls));
}

/** Arguments travel as a JSON string; a string is taken as it is. */
function argumentsText(input: Parameters<typeof JSON.stringify>[0]): string {
  return typeof input === 'string' ? input : JSON.stringify(input);
}

/** Structure of a tool call in the history, besides the message that carries it; fitted on recorded conversations. */
function callConstant(model: CatalogModel, api: 'chat' | 'responses'): number {
  if (model.format !== 'openai-gpt-5') return 6;
  return api === 'chat' ? 11 : 8;
}

/** Several calls in one assistant message are wrapped into one. */
function parallelConstant(model: CatalogModel, calls: number): number {
  if (calls < 2) return 0;
  return model.format === 'openai-gpt-5' ? 17 : 22;
}

function countMessageText(
  role: string,
  texts: readonly string[],
  name: string | undefined,
  model: CatalogModel,
  counter: TokenCounter,
): TokenCount {
  const content = counter.count(texts.join(''), model.tokenizer);
  const named = name === undefined ? noTokens : plus(counter.count(name, model.tokenizer), perName);
  // Every role is a single token.
  return plus(sumTokens([content, named]), perMessage + (role === '' ? 0 : 1));
}
