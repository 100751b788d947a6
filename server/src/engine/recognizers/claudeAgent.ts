// The Claude Agent SDK for TypeScript and Python: queries that run Claude Code's loop.
import { type Arguments, type Callee, type CallSite, type Request, stable, type Value } from '../model/index.ts';
import type { Place } from '../text/index.ts';
import type { Match, Recognizer } from './recognizer.ts';
import { frameworkRequest } from './shared/frameworkRequest.ts';
import { literalNumber, literalText, literalTexts } from './shared/literalText.ts';
import { messageOf } from './shared/makeValue.ts';
import { namedOptions } from './shared/namedOptions.ts';
import { fieldsOf, type Option, type Options, optionsOf } from './shared/options.ts';
import { packageMatch } from './shared/packageMatch.ts';
import { plainPath } from './shared/symbolPath.ts';

const packages = [
  '@anthropic-ai/claude-agent-sdk',
  '@anthropic-ai/claude-code',
  'claude_agent_sdk',
  'claude_code_sdk',
] as const;

export const claudeAgent: Recognizer = {
  id: 'claudeAgent',
  packages,
  tails: [['query'], ['ClaudeSDKClient', '()', 'query']],
  definitions: [['ClaudeSDKClient']],
  matches,
  recognize,
};

function matches(callee: Callee): Match | undefined {
  if (!packageMatch(callee.package, packages)) return undefined;
  const path = plainPath(callee.path).join('.');
  return /(^|\.)(query|ClaudeSDKClient|ClaudeSDKClient\.\(\)(\.__aenter__\.\(\))?\.query)$/.test(path)
    ? 'sure'
    : undefined;
}

function recognize(args: Arguments, site: CallSite): Request | undefined {
  if (matches(site.callee) === undefined) return undefined;
  const client = site.receiver?.path.includes('ClaudeSDKClient') ? site.receiver.calls?.[0] : undefined;
  const isDefinition = plainPath(site.callee.path).at(-1) === 'ClaudeSDKClient';
  const given = site.language === 'python' ? namedOptions(args, ['prompt']) : optionsOf(args);
  const made = client === undefined ? given : namedOptions(client, ['options']);
  const options = settingsOf(made.entries.get('options'));
  const prompt = isDefinition ? undefined : given.entries.get('prompt');
  const system = options.entries.get('systemPrompt') ?? options.entries.get('system_prompt');
  const turns = options.entries.get('maxTurns') ?? options.entries.get('max_turns');
  const resumed = ['resume', 'continue', 'continue_conversation'].some((name) => options.entries.has(name));
  return frameworkRequest({
    sdk: 'claudeAgent',
    site,
    operation: 'loop',
    model: { provider: 'anthropic', api: 'messages', names: literalTexts(options.entries.get('model')?.value) },
    options,
    conversation: [...systemOf(system), promptOf(prompt)],
    ...(prompt === undefined ? {} : { conversationPlace: prompt.place }),
    remembers: client !== undefined || resumed,
    innerLoop: { bound: literalNumber(turns?.value) },
    // The program that the SDK starts places breakpoints by itself.
    cacheMode: 'rolling',
  });
}

/** A record, or the keywords of `ClaudeAgentOptions(…)`. */
function settingsOf(option: Option | undefined): Options {
  if (option?.value.kind === 'symbol' && option.value.calls !== undefined) return optionsOf(option.value.calls.at(-1));
  return option === undefined ? optionsOf(undefined) : fieldsOf(option.value);
}

/** A stream of messages grows while the query runs. */
function promptOf(prompt: Option | undefined): Value | undefined {
  if (prompt === undefined) return undefined;
  const { value } = prompt;
  return value.kind === 'text' || value.kind === 'choice' || value.kind === 'opaque'
    ? messageOf('user', value)
    : undefined;
}

/** A text, a list of texts, `{ type: 'custom', prompt }`, or the preset with a text behind it. */
function systemOf(system: Option | undefined): readonly (Value | undefined)[] {
  if (system === undefined) return [];
  const { entries } = fieldsOf(system.value);
  const prompt = entries.get('prompt');
  if (prompt !== undefined) return textsOf(prompt.value);
  if (!entries.has('preset')) return system.value.kind === 'record' ? [] : textsOf(system.value);
  const append = entries.get('append');
  const excluded = entries.get('excludeDynamicSections') ?? entries.get('exclude_dynamic_sections');
  const isExcluded = excluded !== undefined && !(excluded.value.kind === 'scalar' && excluded.value.value === false);
  const preset = messageOf('system', presetText(system.place));
  if (append === undefined) return [preset];
  const own = messageOf('system', append.value);
  return isExcluded
    ? [preset, own]
    : [preset, messageOf('system', surroundings(entries.get('preset')?.place ?? system.place)), own];
}

/** The mark between the texts that stay and those that change is no text. */
function textsOf(value: Value): readonly (Value | undefined)[] {
  if (value.kind !== 'list') return [messageOf('system', value)];
  const texts = value.items.filter((item) => item.value.kind !== 'symbol' && literalText(item.value) !== '');
  return texts.map((item) => messageOf('system', item.value));
}

function presetText(place: Place): Value {
  const source = { label: 'claude_code preset', place, kind: 'external', steps: [] } as const;
  return { kind: 'opaque', volatility: { ...stable, sureness: 'unknown' }, source, type: 'string', chain: [], place };
}

/** The preset ends with the working directory, the state of its repository and the platform: the own text stands behind them. */
function surroundings(place: Place): Value {
  const source = { label: 'working directory in the preset', place, kind: 'environment', steps: [] } as const;
  const volatility = { changes: 'never', varies: 'session', sureness: 'likely' } as const;
  return { kind: 'opaque', volatility, source, type: 'string', chain: [], place };
}
