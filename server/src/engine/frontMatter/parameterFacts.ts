// The parameters of a request that prompt files set: their spellings, what they do, what is legal, and what a change costs the cache.
import type { RequestChange } from '../catalog/index.ts';

export interface ParameterFacts {
  /** As most providers write it. */
  readonly name: string;
  readonly spellings: readonly string[];
  readonly what: string;
  readonly type: 'number' | 'integer' | 'text' | 'list' | 'record' | 'boolean';
  readonly minimum?: number;
  /** Where providers differ, the largest that any of them takes. */
  readonly maximum?: number;
  /** Values that some provider takes. */
  readonly values?: readonly string[];
  /** What its change does to cached prefixes; absent: it is no part of what is cached. */
  readonly change?: RequestChange;
}

export const parameterFacts: readonly ParameterFacts[] = [
  {
    name: 'temperature',
    spellings: ['temperature'],
    what: 'How freely tokens are sampled: 0 takes the likeliest one each time.',
    type: 'number',
    minimum: 0,
    maximum: 2,
  },
  {
    name: 'top_p',
    spellings: ['top_p', 'topP'],
    what: 'Samples from the likeliest tokens whose chances add up to this share.',
    type: 'number',
    minimum: 0,
    maximum: 1,
  },
  {
    name: 'top_k',
    spellings: ['top_k', 'topK'],
    what: 'Samples from this many likeliest tokens.',
    type: 'integer',
    minimum: 0,
  },
  {
    name: 'max_tokens',
    spellings: [
      'max_tokens',
      'maxTokens',
      'max_output_tokens',
      'maxOutputTokens',
      'max_completion_tokens',
      'maxCompletionTokens',
    ],
    what: 'The answer is cut off after this many tokens. Output is billed by what is written, not by this limit.',
    type: 'integer',
    minimum: 0,
  },
  {
    name: 'stop',
    spellings: ['stop', 'stop_sequences', 'stopSequences'],
    what: 'Texts that end the answer.',
    type: 'list',
  },
  {
    name: 'frequency_penalty',
    spellings: ['frequency_penalty', 'frequencyPenalty'],
    what: 'Makes tokens less likely the more often they were written.',
    type: 'number',
    minimum: -2,
    maximum: 2,
  },
  {
    name: 'presence_penalty',
    spellings: ['presence_penalty', 'presencePenalty'],
    what: 'Makes tokens less likely once they were written.',
    type: 'number',
    minimum: -2,
    maximum: 2,
  },
  {
    name: 'seed',
    spellings: ['seed'],
    what: 'Makes sampling repeatable, as far as the provider can.',
    type: 'integer',
  },
  {
    name: 'n',
    spellings: ['n', 'candidateCount'],
    what: 'Answers for one request. The prompt is billed once, each answer by itself.',
    type: 'integer',
    minimum: 1,
  },
  {
    name: 'reasoning_effort',
    spellings: ['reasoning_effort', 'reasoningEffort', 'effort'],
    what: 'How much the model thinks before it answers. Thoughts are billed as output.',
    type: 'text',
    values: ['none', 'minimal', 'low', 'medium', 'high', 'xhigh', 'max'],
    change: 'effort',
  },
  {
    name: 'thinking',
    spellings: ['thinking', 'thinkingConfig', 'thinking_config'],
    what: 'Whether, and with how many tokens, the model thinks before it answers. Thoughts are billed as output.',
    type: 'record',
    change: 'thinking',
  },
  {
    name: 'verbosity',
    spellings: ['verbosity'],
    what: 'How long the answer should be.',
    type: 'text',
    values: ['low', 'medium', 'high'],
    change: 'verbosity',
  },
  {
    name: 'response_format',
    spellings: ['response_format', 'responseFormat', 'responseMimeType', 'responseSchema'],
    what: 'The form that the answer has to have.',
    type: 'record',
    change: 'output-format',
  },
  {
    name: 'tool_choice',
    spellings: ['tool_choice', 'toolChoice'],
    what: 'Whether the model may, must or must not call a tool.',
    type: 'text',
    change: 'tool-choice',
  },
  {
    name: 'parallel_tool_calls',
    spellings: ['parallel_tool_calls', 'parallelToolCalls'],
    what: 'Whether the model may call several tools at once.',
    type: 'boolean',
    change: 'parallel-tool-use',
  },
  {
    name: 'service_tier',
    spellings: ['service_tier', 'serviceTier'],
    what: 'Speed and price at which the provider serves the request.',
    type: 'text',
    change: 'service-tier',
  },
  {
    name: 'prompt_cache_key',
    spellings: ['prompt_cache_key', 'promptCacheKey'],
    what: 'Sends requests with the same key to the same cache.',
    type: 'text',
    change: 'cache-key',
  },
  {
    name: 'logprobs',
    spellings: ['logprobs', 'top_logprobs', 'responseLogprobs'],
    what: 'Sends the chances of tokens along.',
    type: 'boolean',
  },
  {
    name: 'logit_bias',
    spellings: ['logit_bias', 'logitBias'],
    what: 'Makes single tokens more or less likely.',
    type: 'record',
  },
  {
    name: 'user',
    spellings: ['user', 'safety_identifier'],
    what: 'Who asks, for the provider’s abuse checks.',
    type: 'text',
  },
  { name: 'stream', spellings: ['stream'], what: 'Sends the answer piece by piece.', type: 'boolean' },
];

export function parameterNamed(name: string): ParameterFacts | undefined {
  return parameterFacts.find(({ spellings }) => spellings.includes(name));
}
