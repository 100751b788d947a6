// Reports parameters that differ from tick to tick of one conversation and lose part of the cached prefix.
import type { Level, LoopFact, ModelCall, Part, Value } from '../model/index.ts';
import type { LevelEffects } from './providerLimits.ts';
import { type CallContext, defineRule } from './rule.ts';
import { lostReads, lostReadsSentence } from './shared/lostReads.ts';
import { growsInRun, reuseOf } from './shared/reuse.ts';
import { lowered } from './shared/severity.ts';
import { sourceSteps } from './shared/sourceSteps.ts';
import { differs, valueChange } from './shared/valueChange.ts';

/** Kinds of change, by the wire name of the parameter; by field where one parameter carries several. */
const kinds: Readonly<Record<string, string | Readonly<Record<string, string>>>> = {
  tool_choice: 'tool-choice',
  disable_parallel_tool_use: 'parallel-tool-use',
  parallel_tool_calls: 'parallel-tool-use',
  thinking: 'thinking',
  output_config: { effort: 'effort', format: 'output-format' },
  reasoning: { effort: 'effort' },
  reasoning_effort: 'effort',
  response_format: 'output-format',
  text: { format: 'output-format', verbosity: 'verbosity' },
  verbosity: 'verbosity',
  speed: 'speed',
  service_tier: 'service-tier',
  prompt_cache_key: 'cache-key',
};

export const varyingRequestParams = defineRule({
  id: 'varying-request-params',
  since: '0.1.0',
  severity: 'warning',
  recommended: true,
  fix: 'none',
  takes: 'call',
  summary: 'a parameter differs between the ticks of a conversation and loses part of the cached prefix',
  docs: {
    what: 'Reports the model, `tool_choice`, thinking, effort, speed, output format, service tier and cache key when they differ between the ticks of one conversation, and the provider says that such a change loses what was cached.',
    why: 'Some parameters belong to the prefix although they are no text. What a change loses differs by provider and parameter: on Anthropic a changed `tool_choice` loses the conversation, `speed` the system prompt as well, the model everything; on OpenAI nearly every change loses all of it.',
    fix: 'Keep the parameter the same for the whole conversation. Restrict tools by what they answer, or with a form that keeps the prefix (`allowed_tools` on OpenAI); do work that needs another model or effort in a conversation of its own.',
    whenNotToUse: 'When the parameter changes once in a long conversation, and what is gained is worth one rewrite.',
  },
  messages: {
    varies:
      '`{name}` {changes} from tick to tick of this conversation, and each change loses {what} from the cache.{cost} Keep it the same for the whole conversation.',
  },
  *check(context) {
    const { call } = context.analyzed;
    const loops = call.site.frames.flatMap((frame) => frame.loops).filter((loop) => !loop.isRetry);
    if (reuseOf(call) !== 'turns' || !growsInRun(call) || call.next === undefined || loops.length === 0) return;
    for (const { name, kind, now, next } of comparedParams(call)) {
      const effects = context.limits.changes[kind];
      const level = effects && firstLost(effects);
      if (level === undefined || !isCachedFrom(context, level)) continue;
      const change = valueChange(now);
      const isOther = differs(now, next);
      const isMoving = change.volatility.changes === 'call' && change.volatility.sureness !== 'unknown';
      if (!isOther && !(isMoving && (change.source === undefined || isMadeIn(loops, change.source)))) continue;
      const isLikely = !isOther && change.volatility.sureness === 'likely';
      const effect = lostReads(context, startOf(context, level) - 1);
      yield {
        messageId: 'varies',
        place: now.place,
        severity: isLikely ? lowered('warning') : 'warning',
        data: {
          name,
          changes: isLikely ? 'looks like it differs' : 'differs',
          what: lostPart(level),
          cost: lostReadsSentence(context, effect).replace(' behind it again', ' again'),
        },
        related: [
          ...(isOther ? [{ place: next.place, message: 'the next tick sends this' }] : []),
          ...(change.source === undefined ? [] : sourceSteps(change.source)),
        ],
        effect,
      };
    }
  },
});

interface Compared {
  readonly name: string;
  readonly kind: string;
  readonly now: Value;
  readonly next: Value;
}

/** Parameters that both ticks send. One that is left out on a tick has a default that is not known here. */
function* comparedParams({ request, next }: ModelCall): Iterable<Compared> {
  if (next === undefined) return;
  if (request.modelValue !== undefined && next.modelValue !== undefined) {
    yield { name: 'model', kind: 'model', now: request.modelValue, next: next.modelValue };
  }
  for (const [name, { value, presence }] of request.params) {
    const kind = kinds[name];
    const other = next.params.get(name);
    if (kind === undefined || other === undefined || presence !== 'always' || other.presence !== 'always') continue;
    if (typeof kind === 'string') yield { name, kind, now: value, next: other.value };
    else yield* comparedFields(name, kind, value, other.value);
  }
}

function* comparedFields(
  name: string,
  kindsOf: Readonly<Record<string, string>>,
  now: Value,
  next: Value,
): Iterable<Compared> {
  if (now.kind !== 'record' || next.kind !== 'record') return;
  for (const { key, value, presence } of now.fields) {
    const kind = kindsOf[key];
    const other = next.fields.find((field) => field.key === key);
    if (kind === undefined || other === undefined || presence !== 'always') continue;
    yield { name: `${name}.${key}`, kind, now: value, next: other.value };
  }
}

const order: readonly Level[] = ['tools', 'system', 'messages'];

/** Where the provider does not publish what else is lost, the least that is. */
function firstLost(effects: LevelEffects): Level | undefined {
  return order.find((level) => effects[level] === 'lose');
}

function lostPart(level: Level): string {
  if (level === 'tools') return 'the whole prompt';
  return level === 'system' ? 'the system prompt and the conversation' : 'the conversation';
}

/** Something of the level, or behind it, is cached today. */
function isCachedFrom({ analyzed: { layout, call }, limits }: CallContext, level: Level): boolean {
  if (!limits.needsMark || call.request.cacheMode === 'rolling') return true;
  const lost = order.slice(order.indexOf(level));
  return layout.breakpoints.some(({ block }) => lost.includes(layout.blocks[block]?.level ?? 'tools'));
}

function startOf({ analyzed: { layout } }: CallContext, level: Level): number {
  const at = layout.segments.findIndex((segment) => order.indexOf(segment.level) >= order.indexOf(level));
  return at < 0 ? layout.segments.length : at;
}

/** What was made before the loop is the same on every tick, however random it is. */
function isMadeIn(loops: readonly LoopFact[], source: NonNullable<Part['membershipSource']>): boolean {
  if (source.kind === 'counter') return true;
  const places = [source.place, ...source.steps.map((step) => step.place)];
  return places.some((place) =>
    loops.some(
      (loop) => loop.place.path === place.path && loop.place.start <= place.start && place.end <= loop.place.end,
    ),
  );
}
