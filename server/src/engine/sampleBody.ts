// Builds the body of a request from an analysed call: what is known stands as it is, what is not is filled with sample values.
import type { CatalogModel } from './catalog/index.ts';
import { limitOutput, outputLimitsOf } from './estimate/index.ts';
import {
  type AnalyzedCall,
  type Block,
  changesAtLeast,
  type HolePiece,
  type Level,
  type Piece,
  type Scenario,
  type Value,
  type Volatility,
} from './model/index.ts';
import { changesForSure } from './segments/index.ts';
import type { Place } from './text/index.ts';
import { assembleBody, filler, type JsonObject, type SampleApi } from './wire/index.ts';

/** Texts for the parts of a prompt that are known only at run time, by the expression they come from: one for all ticks, or one for each. */
export type SampleValues = Readonly<Record<string, string | readonly string[]>>;

export interface SampleInput {
  /** Of the catalog: its cache rules decide which API the body is for. */
  readonly model: CatalogModel;
  readonly scenario: Scenario;
  /** From 0. */
  readonly tick: number;
  readonly samples?: SampleValues;
  /** Tokens of a text. */
  readonly count: (text: string) => number;
}

/** A stretch of a unit's text and where it was written. */
export interface SampledSpan {
  readonly start: number;
  readonly end: number;
  readonly place: Place;
  /** Label of the expression, where the text is a sample. */
  readonly hole?: string;
}

/** One block of the prompt, in wire order. */
export interface SampledUnit {
  readonly level: Level;
  readonly role: Block['role'];
  readonly type: Block['type'];
  readonly text: string;
  readonly name?: string;
  readonly mark?: { readonly ttl?: '5m' | '1h' | '30m' };
  /** Number of its message; -1 for tools and system. */
  readonly message: number;
  readonly spans: readonly SampledSpan[];
}

export interface SampledBody {
  readonly api: SampleApi;
  readonly model: string;
  readonly body: JsonObject;
  readonly units: readonly SampledUnit[];
  /** The conversation grows from tick to tick. */
  readonly grows: boolean;
  /** The mark at the end of the conversation moves with it. */
  readonly rolls: boolean;
  /** Output tokens that a tick asks for. */
  readonly outputTokens: number;
}

/** Undefined where the provider of the model has no interface that is known here. */
export function sampleBody(analyzed: AnalyzedCall, input: SampleInput): SampledBody | undefined {
  const { call, layout } = analyzed;
  const { request, history } = call;
  const { model } = input;
  const api = apiOf(request.api, model);
  if (api === undefined) return undefined;
  const grows = history.kind === 'appended' || history.kind === 'conversation' || request.innerLoop !== undefined;
  const scenario = limitOutput(outputLimitsOf(request), input.scenario);
  const doubtful = surplusMarks(layout.blocks);
  const units = layout.blocks.flatMap((block): readonly SampledUnit[] => {
    const { mark } = block;
    const rendered = render(block, input, grows);
    // What only may stand there, and is empty as far as is known, does not.
    if (rendered.text === '' && isDoubtful(block)) return [];
    const own = mark !== undefined && !mark.automatic && !doubtful.has(block) ? { mark: markOf(mark.ttl) } : {};
    return [
      {
        level: block.level,
        role: block.role,
        type: block.type,
        ...(block.name === undefined ? {} : { name: block.name }),
        ...own,
        message: block.message,
        ...rendered,
      },
    ];
  });
  const params = new Map(
    [...request.params].flatMap(([name, { value }]) => {
      const json = literalJson(value);
      return json === undefined ? [] : [[name, json] as const];
    }),
  );
  const last = units.findLast(({ level }) => level === 'messages');
  return {
    api,
    model: model.id,
    body: assembleBody(api, {
      model: model.id,
      units,
      params,
      isRolling: request.cacheMode === 'rolling',
      outputTokens: scenario.outputTokens,
    }),
    units,
    grows,
    rolls: request.cacheMode !== 'rolling' && last?.mark !== undefined,
    outputTokens: scenario.outputTokens,
  };
}

/** Of a document whose content is not in the source. */
const documentTokens = 1_600;

/** Most marks that a request may have. */
const markLimit = 4;

function isDoubtful({ presence, repeated }: Block): boolean {
  return presence === 'sometimes' || repeated;
}

/** Marks of blocks that only may stand there, the first ones first, as far as they are too many together. */
function surplusMarks(blocks: readonly Block[]): ReadonlySet<Block> {
  const marked = blocks.filter(({ mark }) => mark !== undefined && !mark.automatic);
  return new Set(marked.filter(isDoubtful).slice(0, Math.max(0, marked.length - markLimit)));
}

/** Expressions whose values are sampled, with the text of the first tick: a file of them can be edited and given back. */
export function sampleValuesOf({ units }: SampledBody): SampleValues {
  return Object.fromEntries(
    units.flatMap(({ text, spans }) =>
      spans.flatMap(({ start, end, hole }) => (hole === undefined ? [] : [[hole, text.slice(start, end)] as const])),
    ),
  );
}

function apiOf(api: string, { provider }: CatalogModel): SampleApi | undefined {
  if (provider === 'anthropic') return 'messages';
  if (provider === 'openai') return api === 'responses' ? 'responses' : 'chat';
  return undefined;
}

function markOf(ttl: string): NonNullable<SampledUnit['mark']> {
  return ttl === '1h' || ttl === '5m' || ttl === '30m' ? { ttl } : {};
}

function render(block: Block, input: SampleInput, grows: boolean): Pick<SampledUnit, 'text' | 'spans'> {
  const spans: SampledSpan[] = [];
  // A message of a growing conversation was written once: its samples are those of the first tick.
  const at = grows && block.level === 'messages' ? { ...input, tick: 0 } : input;
  let text = '';
  const add = (pieces: readonly Piece[]): void => {
    for (const piece of pieces) {
      if (piece.kind === 'choice') {
        const { options, volatility } = piece;
        add((varies(volatility) ? options[at.tick % Math.max(1, options.length)] : longestOf(options)) ?? []);
        continue;
      }
      const own = piece.kind === 'literal' ? piece.text : sampleOf(piece, at);
      const shown = piece.kind === 'hole' && block.type === 'tool' ? asJson(own, text) : own;
      spans.push({
        start: text.length,
        end: text.length + shown.length,
        place: piece.place,
        ...(piece.kind === 'hole' ? { hole: piece.source.label } : {}),
      });
      text += shown;
    }
  };
  add(block.pieces);
  // Its content is no text of the source, and counts as much as the estimate takes for it.
  if (block.type === 'document' && text === '') text = filler(documentTokens, input.count, 'Document.');
  return { text, spans };
}

/** What the estimate counts, too. */
function longestOf(options: readonly (readonly Piece[])[]): readonly Piece[] | undefined {
  const size = (pieces: readonly Piece[]): number =>
    pieces.reduce((sum, piece) => sum + (piece.kind === 'literal' ? piece.text.length : 1), 0);
  return options.reduce<readonly Piece[] | undefined>(
    (best, one) => (best === undefined || size(one) > size(best) ? one : best),
    undefined,
  );
}

/** Inside of a string of the JSON so far the text is escaped, elsewhere it is a string of its own. */
function asJson(sample: string, before: string): string {
  const quotes = before.replace(/\\./g, '').split('"').length - 1;
  const json = JSON.stringify(sample);
  return quotes % 2 === 1 ? json.slice(1, -1) : json;
}

/** The first moment of every run, so that two runs send the same bytes. */
const start = Date.UTC(2026, 0, 1);

function sampleOf({ source, volatility }: HolePiece, { tick, scenario, samples, count }: SampleInput): string {
  const given = samples?.[source.label];
  if (typeof given === 'string') return given;
  if (given !== undefined && given.length > 0) return given[tick % given.length] ?? '';
  const seconds = tick * scenario.gapSeconds;
  const moment = varies(volatility) ? `#${tick + 1}` : momentOf(volatility, seconds);
  const words = `${source.label}${moment === '' ? '' : ` ${moment}`}`;
  if (source.kind === 'clock' || source.kind === 'date') {
    const time = new Date(start + (moment === '' ? 0 : seconds * 1000)).toISOString();
    return source.kind === 'date' ? time.slice(0, 10) : time;
  }
  return filler(scenario.holeTokens, count, words);
}

function varies(volatility: Volatility): boolean {
  return changesForSure(volatility) && changesAtLeast(volatility, 'call');
}

function momentOf(volatility: Volatility, seconds: number): string {
  if (!changesForSure(volatility)) return '';
  if (changesAtLeast(volatility, 'minute')) return `minute ${Math.floor(seconds / 60)}`;
  return changesAtLeast(volatility, 'day') ? `day ${Math.floor(seconds / 86_400)}` : '';
}

/** A value that is written out whole in the source. */
function literalJson(value: Value): unknown {
  switch (value.kind) {
    case 'text': {
      const texts = value.pieces.map((piece) => (piece.kind === 'literal' ? piece.text : undefined));
      return texts.includes(undefined) ? undefined : texts.join('');
    }
    case 'scalar':
      return value.value ?? undefined;
    case 'list': {
      const items = value.items.map((item) => literalJson(item.value));
      return value.rest !== undefined || items.includes(undefined) ? undefined : items;
    }
    case 'record': {
      const fields = value.fields.map(({ key, value: field }) => [key, literalJson(field)] as const);
      if (value.rest !== undefined || fields.some(([, field]) => field === undefined)) return undefined;
      return Object.fromEntries(fields);
    }
    default:
      return undefined;
  }
}
