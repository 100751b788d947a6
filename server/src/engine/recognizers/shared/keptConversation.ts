// Puts a conversation that is kept elsewhere (by the provider, in a session) in front of the messages that a call is given.
import { joinVolatility, type Part, unknownVolatility } from '../../model/index.ts';
import { buildPart } from './buildPart.ts';
import type { Option } from './options.ts';

/** `kept` is the option that names the conversation; it is not in the source. */
export function keptConversation(part: Part | undefined, kept: Option | undefined, label: string): Part | undefined {
  if (kept === undefined) return part;
  const source = { label, place: kept.place, kind: 'model-output', steps: [] } as const;
  const open = {
    open: true,
    openAt: 0,
    openVolatility: part?.openVolatility ? joinVolatility(part.openVolatility, unknownVolatility) : unknownVolatility,
    openSource: source,
  };
  const empty = { blocks: [], order: { fixed: true }, membership: unknownVolatility } as const;
  return { ...(part ?? buildPart('messages', empty, kept)), ...open };
}
