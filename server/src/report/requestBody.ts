// The request of a model call as a provider takes it, as far as its text stands in the source.
import type { AnalyzedCall, Block, Piece } from '../engine/index.ts';

export interface RequestBody {
  readonly api: 'anthropic' | 'openai';
  readonly body: Readonly<Record<string, unknown>>;
  /** Parts that are known only at run time, and are left out. */
  readonly unknown: number;
}

/** Stands where a conversation is known only at run time: providers refuse an empty one. */
const placeholder = '…';

/** Undefined for providers without an endpoint that counts. `model` is the name as the provider knows it. */
export function requestBody({ call, layout }: AnalyzedCall, model: string): RequestBody | undefined {
  const { provider } = call.request;
  if (provider !== 'anthropic' && provider !== 'openai') return undefined;
  let unknown = 0;
  const textOf = (pieces: readonly Piece[]): string =>
    pieces
      .map((piece): string => {
        if (piece.kind === 'literal') return piece.text;
        if (piece.kind === 'choice') return textOf(piece.options[0] ?? []);
        unknown++;
        return '';
      })
      .join('');
  const of = (level: Block['level']): readonly Block[] => layout.blocks.filter((block) => block.level === level);
  const tools = of('tools').flatMap((block) => {
    const tool = parsed(textOf(block.pieces));
    if (tool === undefined) unknown++;
    return tool ?? [];
  });
  const system = of('system').flatMap((block) => textOf(block.pieces) || []);
  const messages: { role: 'user' | 'assistant'; text: string[]; index: number }[] = [];
  for (const block of of('messages')) {
    if (block.type !== 'text') {
      unknown++;
      continue;
    }
    const text = textOf(block.pieces);
    const last = messages.at(-1);
    if (last?.index === block.message) last.text.push(text);
    else messages.push({ role: block.role === 'assistant' ? 'assistant' : 'user', text: [text], index: block.message });
  }
  unknown += layout.segments.filter(({ kind }) => kind === 'open').length;
  const sent = messages.map(({ role, text }) => ({
    role,
    content: text.filter((one) => one !== '').join('\n') || placeholder,
  }));
  if (sent.length === 0) sent.push({ role: 'user', content: placeholder });
  const body =
    provider === 'anthropic'
      ? {
          model,
          ...(tools.length === 0 ? {} : { tools }),
          ...(system.length === 0 ? {} : { system: system.map((text) => ({ type: 'text', text })) }),
          messages: sent,
        }
      : {
          model,
          ...(tools.length === 0
            ? {}
            : { tools: tools.map((tool) => functionTool(tool as Readonly<Record<string, unknown>>)) }),
          ...(system.length === 0 ? {} : { instructions: system.join('\n') }),
          input: sent,
        };
  return { api: provider, body, unknown };
}

function parsed(json: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(json);
    return typeof value === 'object' && value !== null && 'name' in value
      ? (value as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined;
  }
}

function functionTool({ name, description, input_schema: parameters }: Readonly<Record<string, unknown>>) {
  return {
    type: 'function',
    name,
    ...(description === undefined ? {} : { description }),
    parameters: parameters ?? {},
  };
}
