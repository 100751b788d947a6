// What was understood of one model call, as text: how it was recognised and reached, what it sends, and where sight ends.
import type { Analysis, AnalyzedCall, Bound, Engine, LoopFact, ModelCall, Place } from '../engine/index.ts';
import { columns } from './columns.ts';
import { describeVolatility } from './describeVolatility.ts';
import { gapsOf } from './gaps.ts';
import { patternText } from './patternText.ts';
import { segmentRows } from './segmentRows.ts';
import type { Style } from './style.ts';

export interface ExplainTextOptions {
  readonly title: string;
  readonly style: Style;
  /** `file:line` */
  readonly showPlace: (place: Place) => string;
}

export function explainText(
  engine: Engine,
  analysis: Analysis,
  call: AnalyzedCall,
  { title, style, showPlace }: ExplainTextOptions,
): string {
  const gaps = gapsOf(call).map(({ what, why, place }) => [what, why, showPlace(place)]);
  const notes = analysis.notes.map(({ text, place }) => [text, '', showPlace(place)]);
  const missing = [...gaps, ...notes];
  const parts = [
    [style('bold', title)],
    [style('bold', 'Understood'), ...indented(columns(understood(analysis, call, showPlace)))],
    [style('bold', 'Prompt, in wire order'), ...indented(promptTable(engine, call, showPlace))],
    [style('bold', 'Not known'), ...indented(missing.length === 0 ? ['Nothing is missing.'] : columns(missing))],
  ];
  return `${parts.map((lines) => lines.join('\n')).join('\n\n')}\n`;
}

function understood(analysis: Analysis, analyzed: AnalyzedCall, showPlace: (place: Place) => string): string[][] {
  const { call, layout } = analyzed;
  const { request, site } = call;
  const pattern = patternText(analyzed);
  const way = [...site.frames.map(({ label, place }) => `${label} ${showPlace(place)}`), showPlace(site.place)];
  return [
    [
      'recognised as',
      `${request.operation} of the SDK ${request.sdk}, provider ${request.provider}${request.sureness === 'likely' ? ' (likely)' : ''}`,
    ],
    ['model', request.models.length === 0 ? 'not named in the source' : request.models.join(', or ')],
    ['reached by', way.join(' → ')],
    ...(pattern === '' ? [] : [['pattern', pattern]]),
    ['sent again', againText(analysis, call, showPlace)],
    ['conversation', historyText(call, showPlace)],
    ['caching', cachingText(request.cacheMode, layout.breakpoints.length)],
    ...layout.breakpoints.map(({ after, mark }) => [
      'breakpoint',
      `behind segment ${after}, ${mark.ttl}${mark.presence === 'sometimes' ? ', sometimes' : ''}${mark.automatic ? ', automatic' : ''} ${showPlace(mark.place)}`,
    ]),
    ...(request.params.size === 0 ? [] : [['also sent', [...request.params.keys()].join(', ')]]),
    ...(request.innerLoop === undefined
      ? []
      : [
          [
            'the SDK loops',
            request.innerLoop.bound === undefined
              ? 'with no bound in sight'
              : `at most ${request.innerLoop.bound} times`,
          ],
        ]),
  ];
}

function againText({ facts }: Analysis, call: ModelCall, showPlace: (place: Place) => string): string {
  if (!call.repeated) return 'no: nothing in sight sends the same prefix twice';
  const loops = call.loops
    .flatMap((id) => facts.loops.find((loop) => loop.id === id) ?? [])
    .map((loop) => loopText(loop, showPlace));
  if (loops.length > 0) return `yes, in ${loops.join(', in ')}`;
  if (call.recursive) return 'yes, by recursion';
  return call.request.innerLoop === undefined ? 'yes, with the next turn of the conversation' : 'yes, by the SDK';
}

function loopText({ form, place, bounds, isRetry }: LoopFact, showPlace: (place: Place) => string): string {
  const name = form === 'recursion' ? 'a recursion' : form === 'each' ? 'a loop over items' : `a ${form} loop`;
  const ends = bounds.length === 0 ? 'no bound in sight' : `ended by ${bounds.map(boundText).join(' or ')}`;
  return `${name} ${showPlace(place)} (${isRetry ? 'a retry, ' : ''}${ends})`;
}

function boundText({ kind, limit }: Bound): string {
  const words = {
    count: 'a count',
    collection: 'the end of a collection',
    condition: 'a condition',
    exception: 'an exception',
    callee: 'what it calls',
    option: 'an option',
  } as const;
  return limit === undefined ? words[kind] : `${words[kind]} of ${limit}`;
}

function historyText({ history }: ModelCall, showPlace: (place: Place) => string): string {
  switch (history.kind) {
    case 'one-shot':
      return 'none: one request';
    case 'same':
      return 'the next tick sends the same messages';
    case 'appended':
      return `grows: each tick appends behind message ${history.from}`;
    case 'rewritten':
      return `rewritten before its end on each tick ${showPlace(history.place)}`;
    case 'conversation':
      return 'given by the caller, growing by turns';
    case 'unknown':
      return 'not known';
  }
}

function cachingText(mode: ModelCall['request']['cacheMode'], marks: number): string {
  switch (mode) {
    case 'explicit':
      return marks === 0
        ? 'only what is marked: nothing'
        : `only what is marked: ${marks === 1 ? '1 breakpoint' : `${marks} breakpoints`}`;
    case 'automatic':
      return 'by the provider itself, from a minimal size on';
    case 'rolling':
      return 'a breakpoint that moves with the end of the conversation';
    case 'unknown':
      return 'not known';
  }
}

function promptTable(engine: Engine, call: AnalyzedCall, showPlace: (place: Place) => string): readonly string[] {
  const rows = segmentRows(call).map((row, at) => {
    const segment = call.layout.segments[at];
    return [
      String(row.position),
      row.role,
      engine.formatTokens(row.tokens),
      segment === undefined ? '' : describeVolatility(segment.volatility),
      row.why,
      segment === undefined ? '' : showPlace(segment.place),
    ];
  });
  if (rows.length === 0) return ['Nothing is known of its prompt.'];
  return columns([['#', 'part', 'tokens', 'changes', 'from', 'written at'], ...rows], ['right', 'left', 'right']);
}

function indented(lines: readonly string[]): string[] {
  return lines.map((line) => `  ${line}`);
}
