// Tests of what two rounds of a loop tell: how the conversation changes, and what counts as a loop.
import { beforeAll, describe, expect, it } from 'vitest';
import type { AnalyzedCall, Engine } from '../../../../server/src/engine/index.ts';
import { sharedEngine } from '../../../harness/analyzeProject.ts';
import { callsOf, type SourceLanguage } from '../../../harness/understand.ts';
import { pyRun, pySend, startPy, startTs, tsRun, tsSend } from './loopPrograms.ts';

let engine: Engine;
beforeAll(async () => {
  engine = await sharedEngine();
});

function onlyCall(language: SourceLanguage, source: string): AnalyzedCall {
  const calls = callsOf(engine, language, source);
  const [first] = calls;
  if (first === undefined || calls.length > 1) throw new Error(`${calls.length} calls`);
  return first;
}

interface Verdict {
  readonly history: string;
  readonly repeated: boolean;
}

function verdictOf(language: SourceLanguage, source: string): Verdict {
  const { call } = onlyCall(language, source);
  return { history: call.history.kind, repeated: call.repeated };
}

interface Case {
  readonly history: string;
  readonly repeated: boolean;
  readonly ts?: string;
  readonly py?: string;
}

const cases: Readonly<Record<string, Case>> = {
  'no loop': {
    history: 'one-shot',
    repeated: false,
    ts: tsRun(`${startTs}\nreturn ${tsSend('messages')};`),
    py: pyRun(`${startPy}\nreturn ${pySend('messages')}`),
  },
  'an agent loop that appends': {
    history: 'appended',
    repeated: true,
    ts: tsRun(`${startTs}
for (let tick = 0; tick < 10; tick++) {
  const reply = ${tsSend('messages')};
  messages.push({ role: 'assistant', content: reply.content });
  if (reply.stop_reason !== 'tool_use') break;
  messages.push({ role: 'user', content: tool(reply.content) });
}`),
    py: pyRun(`${startPy}
for _ in range(10):
    reply = ${pySend('messages')}
    messages.append({"role": "assistant", "content": reply.content})
    if reply.stop_reason != "tool_use":
        break
    messages.append({"role": "user", "content": tool(reply.content)})`),
  },
  'an endless loop with a new list each time': {
    history: 'appended',
    repeated: true,
    ts: tsRun(`let messages: any[] = [{ role: 'user', content: question }];
while (true) {
  const reply = ${tsSend('messages')};
  if (reply.stop_reason === 'end_turn') return reply;
  messages = [...messages, { role: 'assistant', content: reply.content }, { role: 'user', content: tool(reply.content) }];
}`),
    py: pyRun(`${startPy}
while True:
    reply = ${pySend('messages')}
    if reply.stop_reason == "end_turn":
        return reply
    messages = messages + [{"role": "assistant", "content": reply.content}, {"role": "user", "content": tool(reply.content)}]`),
  },
  'appended by concat and extend': {
    history: 'appended',
    repeated: true,
    ts: tsRun(`let messages: any[] = [{ role: 'user', content: question }];
do {
  const reply = ${tsSend('messages')};
  messages = messages.concat([{ role: 'assistant', content: reply.content }, { role: 'user', content: 'Go on.' }]);
} while (messages.length < 20);`),
    py: pyRun(`${startPy}
while len(messages) < 20:
    reply = ${pySend('messages')}
    messages.extend([{"role": "assistant", "content": reply.content}, {"role": "user", "content": "Go on."}])`),
  },
  'appended by a helper': {
    history: 'appended',
    repeated: true,
    ts: tsRun(
      `${startTs}
for (let tick = 0; tick < 10; tick++) {
  const reply = ${tsSend('messages')};
  remember(messages, reply);
}`,
      "function remember(list: any[], reply: any) { list.push({ role: 'assistant', content: reply.content }); list.push({ role: 'user', content: 'Go on.' }); }",
    ),
    py: pyRun(
      `${startPy}
for _ in range(10):
    reply = ${pySend('messages')}
    remember(messages, reply)`,
      'def remember(log, reply):\n    log.append({"role": "assistant", "content": reply.content})\n    log.append({"role": "user", "content": "Go on."})\n',
    ),
  },
  'the same request again': {
    history: 'same',
    repeated: true,
    ts: tsRun(`const out = [];
for (let vote = 0; vote < 5; vote++) out.push(${tsSend("[{ role: 'user', content: question }]")});
return out;`),
    py: pyRun(`out = []
for _ in range(5):
    out.append(${pySend('[{"role": "user", "content": question}]')})
return out`),
  },
  'an item of a collection in the only message': {
    history: 'same',
    repeated: true,
    ts: tsRun(`const out = [];
for (const item of items) out.push(${tsSend("[{ role: 'user', content: `Label ${item}` }]")});
return out;`),
    py: pyRun(`out = []
for item in items:
    out.append(${pySend('[{"role": "user", "content": f"Label {item}"}]')})
return out`),
  },
  'a window over the history': {
    history: 'rewritten',
    repeated: true,
    ts: tsRun(`let messages: any[] = [{ role: 'user', content: question }, { role: 'assistant', content: 'Yes?' }, { role: 'user', content: 'Go.' }];
for (let tick = 0; tick < 10; tick++) {
  const reply = ${tsSend('messages')};
  messages.push({ role: 'assistant', content: reply.content });
  messages.shift();
}`),
    py: pyRun(`messages = [{"role": "user", "content": question}, {"role": "assistant", "content": "Yes?"}, {"role": "user", "content": "Go."}]
for _ in range(10):
    reply = ${pySend('messages')}
    messages.append({"role": "assistant", "content": reply.content})
    messages.pop(0)`),
  },
  'an early message of a longer conversation that is changed': {
    history: 'rewritten',
    repeated: true,
    ts: tsRun(`const messages: any[] = [{ role: 'user', content: question }, { role: 'assistant', content: 'Yes?' }, { role: 'user', content: 'Go.' }];
for (let tick = 0; tick < 10; tick++) {
  const reply = ${tsSend('messages')};
  messages[0] = { role: 'user', content: \`\${question} (seen \${tool(reply)})\` };
  messages.push({ role: 'assistant', content: reply.content });
  messages.push({ role: 'user', content: 'Go on.' });
}`),
    py: pyRun(`messages = [{"role": "user", "content": question}, {"role": "assistant", "content": "Yes?"}, {"role": "user", "content": "Go."}]
for _ in range(10):
    reply = ${pySend('messages')}
    messages[0] = {"role": "user", "content": f"{question} (seen {tool(reply)})"}
    messages.append({"role": "assistant", "content": reply.content})
    messages.append({"role": "user", "content": "Go on."})`),
  },
  'a retry': {
    history: 'one-shot',
    repeated: false,
    ts: tsRun(`for (let attempt = 0; attempt < 3; attempt++) {
  try {
    return ${tsSend("[{ role: 'user', content: question }]")};
  } catch (error) {
    await new Promise((done) => setTimeout(done, 1000));
  }
}`),
    py: pyRun(`import time
for attempt in range(3):
    try:
        return ${pySend('[{"role": "user", "content": question}]')}
    except Exception:
        time.sleep(1)`),
  },
  'an endless retry with a counter': {
    history: 'one-shot',
    repeated: false,
    ts: tsRun(`let attempts = 0;
while (true) {
  try {
    return ${tsSend("[{ role: 'user', content: question }]")};
  } catch (error) {
    if (++attempts > 3) throw error;
  }
}`),
    py: pyRun(`attempts = 0
while True:
    try:
        return ${pySend('[{"role": "user", "content": question}]')}
    except Exception:
        attempts += 1
        if attempts > 3:
            raise`),
  },
  'a loop beside the call': {
    history: 'one-shot',
    repeated: false,
    ts: tsRun(`let text = '';
for (const item of items) text += item;
return ${tsSend("[{ role: 'user', content: text }]")};`),
    py: pyRun(`text = ""
for item in items:
    text += item
return ${pySend('[{"role": "user", "content": text}]')}`),
  },
  'the else of a loop': {
    history: 'one-shot',
    repeated: false,
    py: pyRun(`for item in items:
    if item == question:
        break
else:
    return ${pySend('[{"role": "user", "content": question}]')}`),
  },
  'recursion with a growing list': {
    history: 'appended',
    repeated: true,
    ts: tsRun(
      `return step([{ role: 'user', content: question }], 0);`,
      `async function step(messages: any[], depth: number): Promise<string> {
  const reply = ${tsSend('messages')};
  if (reply.stop_reason === 'end_turn' || depth > 5) return 'done';
  return step([...messages, { role: 'assistant', content: reply.content }, { role: 'user', content: 'Go on.' }], depth + 1);
}`,
    ),
    py: pyRun(
      'return step([{"role": "user", "content": question}], 0)',
      `def step(messages, depth):
    reply = ${pySend('messages')}
    if reply.stop_reason == "end_turn" or depth > 5:
        return "done"
    return step([*messages, {"role": "assistant", "content": reply.content}, {"role": "user", "content": "Go on."}], depth + 1)
`,
    ),
  },
  'a callee of a loop': {
    history: 'appended',
    repeated: true,
    ts: tsRun(
      `${startTs}
for (let tick = 0; tick < 10; tick++) {
  const reply = await ask(messages);
  messages.push({ role: 'assistant', content: reply.content }, { role: 'user', content: 'Go on.' });
}`,
      `async function ask(messages: any[]) { return ${tsSend('messages')}; }`,
    ),
    py: pyRun(
      `${startPy}
for _ in range(10):
    reply = ask(messages)
    messages += [{"role": "assistant", "content": reply.content}, {"role": "user", "content": "Go on."}]`,
      `def ask(messages):\n    return ${pySend('messages')}\n`,
    ),
  },
  'a history kept in a field': {
    history: 'conversation',
    repeated: true,
    ts: `import Anthropic from '@anthropic-ai/sdk';
export class Chat {
  private client = new Anthropic();
  private messages: Anthropic.MessageParam[] = [];
  async say(text: string) {
    this.messages.push({ role: 'user', content: text });
    const reply = ${tsSend('this.messages').replace('client.', 'this.client.')};
    this.messages.push({ role: 'assistant', content: reply.content });
    return reply;
  }
}
`,
    py: `from anthropic import Anthropic
class Chat:
    def __init__(self):
        self.client = Anthropic()
        self.messages = []
    def say(self, text):
        self.messages.append({"role": "user", "content": text})
        reply = ${pySend('self.messages').replace('client.', 'self.client.')}
        self.messages.append({"role": "assistant", "content": reply.content})
        return reply
`,
  },
  'a history kept in a module variable': {
    history: 'conversation',
    repeated: true,
    ts: tsRun(
      `messages.push({ role: 'user', content: question });
const reply = ${tsSend('messages')};
messages.push({ role: 'assistant', content: reply.content });`,
      'const messages: any[] = [];',
    ),
    py: pyRun(
      `messages.append({"role": "user", "content": question})
reply = ${pySend('messages')}
messages.append({"role": "assistant", "content": reply.content})`,
      'messages = []',
    ),
  },
  'a conversation that the caller hands in': {
    history: 'conversation',
    repeated: true,
    ts: `import Anthropic from '@anthropic-ai/sdk';
const client = new Anthropic();
export async function reply(history: Anthropic.MessageParam[], text: string) {
  return ${tsSend("[...history, { role: 'user', content: text }]")};
}
`,
    py: `from anthropic import Anthropic
client = Anthropic()
def reply(history, text):
    return ${pySend('[*history, {"role": "user", "content": text}]')}
`,
  },
  'a request and response loop with the user': {
    history: 'appended',
    repeated: true,
    py: pyRun(`messages = []
while True:
    line = input("> ")
    messages.append({"role": "user", "content": line})
    reply = ${pySend('messages')}
    messages.append({"role": "assistant", "content": reply.content})`),
  },
};

describe('two rounds of a loop', () => {
  for (const [name, one] of Object.entries(cases)) {
    for (const language of ['ts', 'py'] as const) {
      const source = one[language];
      if (source === undefined) continue;
      it(`${name} (${language})`, () => {
        expect(verdictOf(language, source)).toEqual({ history: one.history, repeated: one.repeated });
      });
    }
  }
});
