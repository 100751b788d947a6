// Reports failed tool calls that the model is told of as if they had worked.
import { markErrorFix } from './edits/index.ts';
import { defineRule } from './rule.ts';

export const droppedToolError = defineRule({
  id: 'dropped-tool-error',
  since: '0.1.0',
  severity: 'information',
  recommended: true,
  fix: 'unsafe',
  takes: 'facts',
  summary: 'a failed tool call is not marked as an error',
  docs: {
    what: 'Reports `tool_result` blocks for Claude that are made where the error of a tool is caught and have no `is_error`.',
    why: 'The model reads the message of the error as what the tool has found. It goes on with it, or asks for the same call again: each further tick sends the whole conversation once more.',
    fix: 'Set `is_error` on the result, and say in its text what went wrong and what to try instead.',
    whenNotToUse: 'When the text is a result that the model can use as it is, such as what was found before the error.',
  },
  messages: {
    unmarked:
      'The result of a failed tool call is not marked as an error: the model takes its text for what the tool has found, and may ask for the same again, with a whole tick for each attempt. Set `is_error`.',
  },
  *check(context) {
    for (const { place } of context.facts.unmarkedErrors)
      yield { messageId: 'unmarked', place, fixes: () => markErrorFix(context, place) };
  },
});
