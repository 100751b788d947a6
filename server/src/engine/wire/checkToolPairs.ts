// Checks that each tool call of a Messages body is answered in the message that follows it, and nothing else is.
import { type BodyError, badRequest } from './bodyError.ts';
import type { ReadMessage } from './readMessages.ts';

export function checkToolPairs(messages: readonly ReadMessage[]): BodyError | undefined {
  let open: readonly string[] = [];
  for (const [at, { role, blocks }] of messages.entries()) {
    // System messages may stand between a call and its result.
    if (role === 'system') continue;
    const results = blocks.filter(({ type }) => type === 'tool_result').map((block) => String(block.tool_use_id));
    const missing = open.filter((id) => !results.includes(id));
    if (missing.length > 0) {
      return badRequest(
        `messages.${at - 1}: \`tool_use\` ids were found without \`tool_result\` blocks immediately after: ${missing.join(', ')}. Each \`tool_use\` block must have a corresponding \`tool_result\` block in the next message.`,
        `messages.${at - 1}`,
      );
    }
    const unexpected = results.find((id) => !open.includes(id));
    if (unexpected !== undefined) {
      return badRequest(
        `messages.${at}: unexpected \`tool_use_id\` found in \`tool_result\` blocks: ${unexpected}. Each \`tool_result\` block must have a corresponding \`tool_use\` block in the previous message.`,
        `messages.${at}`,
      );
    }
    open = role === 'assistant' ? blocks.filter(({ type }) => type === 'tool_use').map(({ id }) => String(id)) : [];
  }
  return undefined;
}
