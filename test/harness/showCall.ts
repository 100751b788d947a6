// Prints what was understood of a model call: whose model, how it caches, its prompt in wire order, its loop.
import type { AnalyzedCall } from '../../server/src/engine/index.ts';
import type { Block, Part, Piece, Request } from '../../server/src/engine/model/index.ts';
import { showPart } from './showBlocks.ts';
import { showUnderstood } from './understand.ts';

const longest = 72;

/**
 * One line for the request, then one for each block:
 *
 * ```text
 * anthropic messages create claude-sonnet-5, cache explicit, history one-shot
 *   tools: system tool "{"name":"search"}" [5m]
 *   system: system text "Be brief. It is «Date.now() call»."
 *   messages: user text "«question ?»"
 * ```
 */
export function showCall({ call }: AnalyzedCall): readonly string[] {
  const { request, history } = call;
  return [
    [
      [request.provider, request.api, request.operation, ...request.models].join(' '),
      ...(request.sureness === 'sure' ? [] : [request.sureness]),
      `cache ${request.cacheMode}`,
      ...(request.hiddenMarks ? ['marks may be hidden'] : []),
      `history ${history.kind}`,
      ...loopOf(request),
    ].join(', '),
    ...[request.tools, request.system, request.messages].flatMap(showLevel),
    ...(request.params.size === 0 ? [] : [`  params: ${[...request.params.keys()].join(' ')}`]),
  ];
}

function loopOf({ innerLoop }: Request): readonly string[] {
  if (innerLoop === undefined) return [];
  return [innerLoop.bound === undefined ? 'loops' : `loops ${innerLoop.bound} times at most`];
}

function showLevel(part: Part | undefined): readonly string[] {
  if (part === undefined) return [];
  const order = part.order.fixed ? '' : ' (order not fixed)';
  return showPart({ ...part, blocks: part.blocks.map(shortened) }).map((line) => `  ${part.level}${order}: ${line}`);
}

/** Long literals keep their ends; holes say how they change. */
function shortened(block: Block): Block {
  const pieces = block.pieces.map((piece): Piece => {
    const text = showUnderstood(piece).replace(/\n/g, '⏎');
    const short = text.length <= longest ? text : `${text.slice(0, longest / 2)}…${text.slice(-longest / 2)}`;
    return { kind: 'literal', text: piece.kind === 'literal' ? short : text, place: piece.place };
  });
  return { ...block, pieces };
}
