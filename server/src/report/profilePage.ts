// What the profiler page shows of one model call: its prompt on the wire, its marks, its model, its findings, and what a run of it needs.
import {
  type Analysis,
  type AnalyzedCall,
  type CallPlan,
  type Engine,
  type Finding,
  type MarkPlace,
  type Piece,
  type Place,
  pack,
  type SampledBody,
  type Scenario,
  type Segment,
  type Snapshot,
  sampleValuesOf,
  type Volatility,
} from '../engine/index.ts';
import type {
  PageBlock,
  PageCacheRules,
  PageFinding,
  PageHole,
  PageMark,
  PageSegment,
  PartState,
  ProfilePage,
  SourceRange,
} from '../protocol/index.ts';
import { describeVolatility } from './describeVolatility.ts';
import { findingFingerprint } from './mergeFindings.ts';
import { segmentRows } from './segmentRows.ts';

export interface ProfilePageInput {
  readonly engine: Engine;
  readonly analysis: Analysis;
  readonly call: AnalyzedCall;
  readonly uri: string;
  readonly version: number;
  readonly scenario: Scenario;
  readonly read: Snapshot['read'];
  readonly locate: (place: Place) => SourceRange;
  readonly hrefOf: (rule: string) => string | undefined;
  /** Instead of the model in the source. */
  readonly model?: string;
}

/** Characters of a text that a page shows of it. */
const excerptLength = 600;

export function profilePage(input: ProfilePageInput): ProfilePage {
  const { engine, call, uri, version, model: asked } = input;
  const { place, callee } = call.call.site;
  const scenario = engine.scenarioOf(call, input.scenario);
  const found = engine.planOf(call, scenario, asked);
  const body = engine.sample(call, { scenario, tick: 0, ...(asked === undefined ? {} : { model: asked }) });
  const problem = modelProblem(call, found, asked);
  const rules = found && cacheRules(found);
  return {
    uri,
    version,
    offset: place.start,
    file: uri.slice(uri.lastIndexOf('/') + 1),
    line: input.locate(place).start.line + 1,
    callee: callee.label,
    key: keyOf(input),
    ...(found === undefined
      ? {}
      : {
          model: {
            packed: pack(found.model),
            id: found.model.id,
            isAssumed: asked === undefined && call.estimate.modelAssumed,
            hasPrices: found.model.rates !== undefined,
          },
        }),
    ...(problem === undefined ? {} : { modelProblem: problem }),
    plan: found === undefined ? '' : pack(found.plan),
    blocks: pageBlocks(input, found),
    marks: call.layout.breakpoints
      .filter(({ mark }) => !mark.automatic)
      .map(({ block, mark }): PageMark => ({ block, ...(mark.ttl === 'unknown' ? {} : { ttl: mark.ttl }) })),
    ...(found?.plan.automatic === undefined ? {} : { automatic: found.plan.automatic }),
    ...(rules === undefined ? {} : { rules }),
    scenario,
    findings: pageFindings(input),
    holes: holesOf(body),
    providers: body === undefined ? [] : ['local', body.api === 'messages' ? 'anthropic' : 'openai'],
    assumptions: call.estimate.assumptions,
    sources: engine.priceSources(call),
  };
}

/** The same for a call while its file and its callee are: its place among the calls of this callee tells them apart. */
function keyOf({ analysis, call, uri }: ProfilePageInput): string {
  const label = (one: AnalyzedCall): string => one.call.site.callee.label;
  const alike = analysis.calls.filter((one) => label(one) === label(call));
  return `${uri}#${label(call)}#${alike.indexOf(call)}`;
}

function modelProblem(call: AnalyzedCall, found: CallPlan | undefined, asked: string | undefined): string | undefined {
  if (found?.model.rates !== undefined) return undefined;
  const named = asked ?? call.call.request.models[0];
  return named === undefined
    ? 'The source does not name the model, so nothing is priced. Choose one here, or set hitrate.defaultModel.'
    : `The catalog does not know ${named}, so nothing is priced. Choose a model here, or add its prices to hitrate.models.`;
}

function cacheRules({ rules, model }: CallPlan): PageCacheRules {
  const ttls = rules.ttls.map(({ name }) => name).filter((name) => name === '5m' || name === '1h');
  return {
    needsMark: rules.needsMark,
    takesMarks: rules.markerLimit !== undefined,
    isBestEffort: rules.bestEffort,
    ...(rules.markerLimit === undefined ? {} : { markLimit: rules.markerLimit }),
    ...(rules.lookbackPositions === undefined ? {} : { lookbackPositions: rules.lookbackPositions }),
    ...(model.minimumPrefixTokens === undefined ? {} : { minimumPrefixTokens: model.minimumPrefixTokens }),
    ttls,
    source: `${rules.source}, checked ${rules.checkedOn}`,
  };
}

function pageBlocks(input: ProfilePageInput, found: CallPlan | undefined): readonly PageBlock[] {
  const { engine, call, read, locate } = input;
  const places: readonly MarkPlace[] = engine.markPlaces(call, read);
  const rows = segmentRows(call);
  const segments = call.layout.blocks.map((): PageSegment[] => []);
  for (const segment of call.layout.segments) {
    const row = rows[segment.index];
    // Another model may count otherwise than the one in the source.
    const tokens = found?.plan.blocks[segment.block]?.segments[segments[segment.block]?.length ?? 0]?.tokens;
    const counted = row?.tokens ?? { tokens: 0, low: 0, high: 0, method: 'assumed' as const };
    segments[segment.block]?.push({
      tokens:
        tokens === undefined || tokens === counted.tokens ? counted : { ...counted, tokens, low: tokens, high: tokens },
      state: stateOf(segment.volatility),
      changes: describeVolatility(segment.volatility),
      why: row?.why ?? '',
      excerpt: excerptOf(segment),
      range: locate(segment.place),
    });
  }
  return call.layout.blocks.map((block, index): PageBlock => {
    const own = segments[index] ?? [];
    return {
      level: block.level,
      role: block.role,
      type: block.type,
      label: block.name ?? (block.level === 'tools' ? 'tool' : block.level === 'system' ? 'system' : block.role),
      tokens: own.reduce((sum, { tokens }) => sum + tokens.tokens, 0),
      state: joined(own.map(({ state }) => state)),
      segments: own,
      range: locate(block.place),
      ...places[index],
      isDoubtful: block.presence === 'sometimes' || block.repeated,
    };
  });
}

function stateOf(volatility: Volatility): PartState {
  if (volatility.sureness === 'unknown') return 'unknown';
  return volatility.changes === 'never' && volatility.varies === 'nobody' ? 'stable' : 'changing';
}

function joined(states: readonly PartState[]): PartState {
  const first = states[0] ?? 'stable';
  return states.every((state) => state === first) ? first : states.includes('changing') ? 'partly' : 'unknown';
}

function excerptOf({ pieces }: Segment): string {
  const text = pieces.map(pieceText).join('');
  // Cut by code points, or an emoji would be halved.
  const shown = [...text.slice(0, excerptLength * 2)].slice(0, excerptLength).join('');
  return shown.length < text.length ? `${shown}…` : shown;
}

function pieceText(piece: Piece): string {
  if (piece.kind === 'literal') return piece.text.slice(0, excerptLength * 2);
  if (piece.kind === 'hole') return `{${piece.source.label}}`;
  return (piece.options[0] ?? []).map(pieceText).join('');
}

/** Those about this call, and those about values that stand in its prompt. */
function pageFindings({ analysis, call, locate, hrefOf }: ProfilePageInput): readonly PageFinding[] {
  const { calleePlace } = call.call.site;
  const isAbout = (finding: Finding): boolean =>
    finding.call === call.call.id ||
    finding.related.some(({ place }) => place.path === calleePlace.path && place.start === calleePlace.start);
  return analysis.findings.filter(isAbout).map((finding): PageFinding => {
    const block = call.layout.segments.find(({ place }) => overlaps(place, finding.place))?.block;
    return {
      fingerprint: findingFingerprint(finding),
      rule: finding.rule,
      severity: finding.severity,
      message: finding.message,
      href: hrefOf(finding.rule) ?? '',
      range: locate(finding.place),
      ...(block === undefined ? {} : { block }),
      fixes: finding.fixes.map(({ title, applicability }) => ({ title, isSafe: applicability === 'safe' })),
    };
  });
}

function overlaps(one: Place, other: Place): boolean {
  return one.path === other.path && one.start < other.end && other.start < one.end;
}

function holesOf(body: SampledBody | undefined): readonly PageHole[] {
  if (body === undefined) return [];
  return Object.entries(sampleValuesOf(body)).map(([label, sample]) => ({
    label,
    sample: typeof sample === 'string' ? sample : (sample[0] ?? ''),
  }));
}
