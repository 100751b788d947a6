// The profile of a recording as text: what all of it cost, why prompts were not read, and its dearest conversations.
import type { RecordedConversation, RecordedTick, RecordingProfile } from '../protocol/index.ts';
import { columns } from './columns.ts';
import type { Style } from './style.ts';
import { wrapText } from './wrapText.ts';

const paragraphWidth = 100;
const shownTicks = 12;
const shownPlan = 6;

export interface RecordingTextOptions {
  readonly title: string;
  readonly style: Style;
  readonly displayPath: (path: string) => string;
  /** Conversations that are shown one by one. */
  readonly conversations: number;
}

export function recordingText(profile: RecordingProfile, options: RecordingTextOptions): string {
  const { style, title } = options;
  const parts: (readonly string[])[] = [
    [
      style('bold', title),
      style(
        'dim',
        `${profile.format === 'hitrate' ? 'recording' : `log of ${profile.format}`} · ${count(profile.calls, 'call')} in ${count(profile.conversationCount, 'conversation')}`,
      ),
    ],
    [style('bold', 'All of it'), ...indented(totals(profile))],
  ];
  const misses = Object.entries(profile.misses);
  if (misses.length > 0)
    parts.push([style('bold', 'Not read although an earlier request had cached it'), ...indented(missLines(profile))]);
  if (profile.plans.length > 0) parts.push([style('bold', 'Plans that repeat'), ...indented(planLines(profile))]);
  if (profile.toolCaches !== undefined) {
    const rows = profile.toolCaches.map(({ tool, calls, hits, stale, savedMilliseconds }) => [
      tool,
      count(calls, 'call'),
      `${percent(hits / calls)} hit`,
      stale === 0 ? '' : `${number(stale)} stale`,
      `${seconds(savedMilliseconds)} saved`,
    ]);
    parts.push([style('bold', "The program's own caches"), ...indented(columns(rows))]);
  }
  if (profile.batches !== undefined) {
    const rows = profile.batches.map(({ reason, count: batches, meanSize }) => [
      reason,
      count(batches, 'batch'),
      `${meanSize.toFixed(1)} calls each`,
    ]);
    parts.push([style('bold', 'Batches'), ...indented(columns(rows))]);
  }
  for (const conversation of profile.conversations.slice(0, options.conversations)) {
    parts.push(conversationLines(conversation, options));
  }
  const left = profile.conversationCount - Math.min(options.conversations, profile.conversations.length);
  if (left > 0)
    parts.push([
      style(
        'dim',
        `… ${count(left, 'more conversation')}; --conversations <n> shows more, --format json those that are kept.`,
      ),
    ]);
  if (profile.notes.length > 0) parts.push([style('bold', 'Notes'), ...indented(profile.notes)]);
  return `${parts.map((lines) => lines.join('\n')).join('\n\n')}\n`;
}

function totals(profile: RecordingProfile): readonly string[] {
  const { tokens, written, writesNeverRead, lapsedPauses, toolCallsPerAnswer } = profile;
  const input = tokens.read + written + tokens.fresh;
  return columns([
    ...(profile.cost === undefined ? [] : [['cost', dollars(profile.cost)]]),
    [
      'prompt',
      `${number(input)} tokens: ${number(tokens.read)} read, ${number(written)} written, ${number(tokens.fresh)} fresh`,
    ],
    ['answers', `${number(tokens.output)} tokens`],
    ['prompt hit rate', percent(profile.hitRate)],
    [
      'writes never read',
      written === 0
        ? 'nothing was written'
        : `${number(writesNeverRead)} tokens, ${percent(writesNeverRead / written)} of them`,
    ],
    ...(lapsedPauses === 0 ? [] : [['pauses', `${number(lapsedPauses)} longer than the entries live`]]),
    ['tool calls', toolCallText(toolCallsPerAnswer)],
  ]);
}

/** How many answers called no tool, one, several at once. */
function toolCallText(perAnswer: RecordingProfile['toolCallsPerAnswer']): string {
  const all = Object.values(perAnswer).reduce((sum, each) => sum + each, 0);
  const of = (is: (calls: number) => boolean): number =>
    Object.entries(perAnswer).reduce((sum, [calls, answers]) => sum + (is(Number(calls)) ? answers : 0), 0);
  const several = of((calls) => calls > 1);
  const calling = of((calls) => calls > 0);
  if (calling === 0) return 'none';
  return `${percent(calling / all)} of the answers call tools, ${percent(several / calling)} of these several at once`;
}

const reasons: Readonly<Record<string, string>> = {
  model_changed: 'another model',
  tools_changed: 'the tools changed',
  system_changed: 'the system prompt changed',
  messages_changed: 'the messages changed',
  expired: 'the pause was longer than the entry lives',
  not_yet_available: 'the request before had not begun to answer',
  unexplained: 'the same prompt; nothing recorded explains it',
};

function missLines({ misses }: RecordingProfile): readonly string[] {
  const rows = Object.entries(misses)
    .sort(([, a], [, b]) => (b?.tokens ?? 0) - (a?.tokens ?? 0))
    .map(([reason, sum]) => [
      reasons[reason] ?? reason,
      count(sum?.ticks ?? 0, 'time'),
      `${number(sum?.tokens ?? 0)} tokens`,
    ]);
  return columns(rows, ['left', 'right', 'right']);
}

function planLines({ plans }: RecordingProfile): readonly string[] {
  return plans.flatMap(({ plan, conversations, calls, cost, savedCalls, saved }) =>
    wrapText(
      `${number(conversations)} × ${planText(plan)}: ${count(calls, 'call')}${cost === undefined ? '' : `, ${dollars(cost)}`}. A plan that is kept saves ${count(savedCalls, 'call')}${saved === undefined ? '' : ` and about ${dollars(saved)}`}.`,
      paragraphWidth,
    ),
  );
}

function planText(plan: readonly string[]): string {
  const rest = plan.length - shownPlan;
  return `${plan.slice(0, shownPlan).join(' → ')}${rest > 0 ? ` → … ${rest} more` : ''}`;
}

function conversationLines(
  { number: own, model, ticks, hitRate, cost, details, writesNeverRead }: RecordedConversation,
  { style, displayPath }: RecordingTextOptions,
): readonly string[] {
  const head = [model, count(ticks, 'tick'), `${percent(hitRate)} hit`, cost === undefined ? '' : dollars(cost)];
  const rows = details.slice(0, shownTicks).map((tick) => tickRow(tick));
  const header = ['tick', 'at', 'read', 'written', 'fresh', 'output', 'hit', 'cost', ''];
  const table =
    details.length === 0
      ? []
      : columns(
          [header, ...rows],
          header.map((_, at) => (at === 8 ? 'left' : 'right')),
        );
  const [first, ...more] = table;
  const places = details.filter(({ divergence }) => divergence !== undefined).slice(0, 3);
  return [
    `${style('bold', `Conversation ${own}`)}   ${style('dim', head.filter((part) => part !== '').join(' · '))}`,
    ...indented([
      ...(first === undefined ? [] : [style('dim', first)]),
      ...more,
      ...(ticks > shownTicks ? [`… ${count(ticks - Math.min(shownTicks, details.length), 'more tick')}`] : []),
      ...(writesNeverRead === 0 ? [] : [`${number(writesNeverRead)} written tokens were never read.`]),
      ...places.map((tick) => placeText(tick, displayPath)),
    ]),
  ];
}

function tickRow({ tick, seconds: at, tokens, hitRate, cost, miss, failure, missedTokens }: RecordedTick): string[] {
  const written =
    tokens === undefined
      ? undefined
      : tokens.write5m + tokens.write1h + (tokens.write30m ?? 0) + (tokens.write12h ?? 0);
  const why = [
    failure,
    miss === undefined ? undefined : `${miss}${missedTokens === undefined ? '' : ` (${number(missedTokens)})`}`,
  ];
  return [
    String(tick),
    at === undefined ? '' : `${at.toFixed(0)} s`,
    ...[tokens?.read, written, tokens?.fresh, tokens?.output].map((each) => (each === undefined ? '-' : number(each))),
    percent(hitRate),
    cost === undefined ? '' : dollars(cost),
    why.filter((each) => each !== undefined).join(', '),
  ];
}

function placeText({ tick, divergence }: RecordedTick, displayPath: (path: string) => string): string {
  if (divergence === undefined) return '';
  const { byte, level, source, before, after } = divergence;
  const label = source?.label === undefined ? '' : ` (${source.label})`;
  const place = source === undefined ? '' : `, ${displayPath(source.path)}:${source.line}${label}`;
  return `tick ${tick} parts at byte ${number(byte)} in ${level}${place}: ${JSON.stringify(before)}, then ${JSON.stringify(after)}`;
}

function indented(lines: readonly string[]): readonly string[] {
  return lines.map((line) => (line === '' ? '' : `  ${line}`));
}

function count(amount: number, noun: string): string {
  const plural = noun.endsWith('ch') ? `${noun}es` : `${noun}s`;
  return `${number(amount)} ${amount === 1 ? noun : plural}`;
}

function number(value: number): string {
  return Math.round(value).toLocaleString('en-US');
}

function percent(rate: number | undefined): string {
  return rate === undefined ? '' : `${Math.round(rate * 100)}%`;
}

function dollars(cost: number): string {
  if (cost === 0) return '$0';
  return cost >= 1 ? `$${cost.toFixed(2)}` : `$${cost.toPrecision(3)}`;
}

function seconds(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(1)} s`;
}
