// Transcripts of Claude Code: usage and tool calls of each answer; the requests themselves are not in them.
import { type JsonObject, listOf, objectOf } from '../../../engine/index.ts';
import type { RecordedCall } from '../recordedCall.ts';
import { usageOf } from '../usageOf.ts';
import { maybe, textIn, timeOf } from './fields.ts';
import { type Importer, nothing } from './importer.ts';

export const claudeCode: Importer = {
  name: 'Claude Code',
  detects: (value) =>
    typeof value.sessionId === 'string' &&
    ('parentUuid' in value || 'leafUuid' in value || value.type === 'summary' || 'uuid' in value),
  create() {
    /** The last answer of each session: its blocks are lines of their own, with the same id and the same usage. */
    const pending = new Map<string, { readonly id: string; call: RecordedCall }>();
    return {
      push(value, source) {
        const message = objectOf(value.message);
        if (value.type !== 'assistant' || message.usage === undefined) return nothing;
        // Sub-agents have conversations of their own.
        const thread = [value.sessionId, value.isSidechain === true ? (value.agentId ?? 'side') : ''].join('/');
        const id = String(message.id ?? value.requestId ?? value.uuid);
        const tools = toolsOf(message);
        const open = pending.get(thread);
        if (open?.id === id) {
          const usage = usageOf(message.usage) ?? open.call.usage;
          open.call = { ...open.call, ...maybe('usage', usage), tools: [...open.call.tools, ...tools] };
          return nothing;
        }
        pending.set(thread, {
          id,
          call: {
            ...maybe('time', timeOf(value.timestamp)),
            provider: 'anthropic',
            ...maybe('model', textIn(message, 'model')),
            ...maybe('usage', usageOf(message.usage)),
            tools,
            thread,
            source,
          },
        });
        return open === undefined ? nothing : { calls: [open.call] };
      },
      end: () => ({ calls: [...pending.values()].map(({ call }) => call) }),
    };
  },
};

function toolsOf(message: JsonObject): readonly string[] {
  return listOf(message.content)
    .map(objectOf)
    .filter(({ type }) => type === 'tool_use')
    .map(({ name }) => String(name));
}
