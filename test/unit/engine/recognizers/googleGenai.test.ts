// Requests of Google's SDKs: contents and parts in their many forms, chats, and functions called by the SDK.
import { beforeAll, describe, expect, test } from 'vitest';
import type { Engine } from '../../../../server/src/engine/index.ts';
import { startEngine } from '../../../../server/src/host/index.ts';
import { showCall } from '../../../harness/showCall.ts';
import { callsOf } from '../../../harness/understand.ts';

let engine: Engine;
beforeAll(async () => {
  engine = await startEngine();
});

function understood(statements: string): readonly string[] {
  const imports = 'from google import genai\nfrom google.genai import types\nclient = genai.Client()\n';
  const calls = callsOf(engine, 'py', `${imports}${statements}\n`);
  return calls.length === 1 ? calls.flatMap(showCall) : [`${calls.length} calls`];
}

const generate = (options: string): readonly string[] =>
  understood(`client.models.generate_content(model="gemini-4-argon", ${options})`);

describe('contents', () => {
  test.each([
    ['a text', '"One"', ['user text "One"']],
    ['parts', '["One", types.Part.from_text(text="Two")]', ['user text "One"', 'user text "Two"']],
    [
      'records',
      '[{"role": "user", "parts": [{"text": "One"}]}, {"role": "model", "parts": [{"text": "Two"}]}]',
      ['user text "One"', 'assistant text "Two"'],
    ],
    ['objects', '[types.Content(role="user", parts=[types.Part(text="One")])]', ['user text "One"']],
    [
      'calls and their results',
      '[{"role": "model", "parts": [{"functionCall": {"name": "f", "args": {"a": 1}}}]}, {"role": "user", "parts": [{"functionResponse": {"name": "f", "response": {"b": 2}}}]}]',
      ['assistant tool_use "f{"a":1}"', 'user tool_result "{"b":2}"'],
    ],
  ])('as %s', (_, contents, lines) => {
    expect(generate(`contents=${contents}`).slice(1)).toEqual(lines.map((line) => `  messages: ${line}`));
  });
});

test('settings are a record or an object', () => {
  const lines = [
    'google generate-content create gemini-4-argon, cache automatic, history one-shot',
    '  tools: system tool "{"name":"look"}"',
    '  system: system text "Rules"',
    '  messages: user text "One"',
    '  params: max_tokens cached_content',
  ];
  const tool = '[{"function_declarations": [{"name": "look"}]}]';
  const asRecord = `{"system_instruction": "Rules", "tools": ${tool}, "max_output_tokens": 9, "cached_content": "c"}`;
  const asObject = `types.GenerateContentConfig(system_instruction=["Rules"], tools=${tool}, max_output_tokens=9, cached_content="c")`;
  expect(generate(`contents="One", config=${asRecord}`)).toEqual(lines);
  expect(generate(`contents="One", config=${asObject}`)).toEqual(lines);
});

describe('functions that are called by the SDK', () => {
  const firstLine = (more: string): string =>
    understood(`def size(text):
    return 1
client.models.generate_content(model="m", contents="One", config=types.GenerateContentConfig(tools=[size]${more}))`)[0] ??
    '';

  test.each([
    ['ten times unless told', '', 'loops 10 times at most'],
    [
      'as often as told',
      ', automatic_function_calling=types.AutomaticFunctionCallingConfig(maximum_remote_calls=3)',
      'loops 3 times at most',
    ],
  ])('%s', (_, more, loop) => {
    expect(firstLine(more)).toContain(loop);
  });

  test('not when it is switched off', () => {
    expect(firstLine(', automatic_function_calling={"disable": True}')).not.toContain('loops');
  });
});

describe('chats', () => {
  test('keep the turns between the history and the new one', () => {
    const program = 'chat = client.chats.create(model="gemini-4-argon", history=["Hi"])\nchat.send_message("One")';
    expect(understood(program)).toEqual([
      'google generate-content create gemini-4-argon, cache automatic, history conversation',
      '  messages: user text "Hi"',
      '  messages: …conversation kept by the chat',
      '  messages: user text "One"',
    ]);
  });

  test('an unknown receiver that is sent a message is none', () => {
    expect(understood('def run(bot):\n    bot.send_message("One")')).toEqual(['0 calls']);
  });
});
