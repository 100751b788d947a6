// Tests of helpers that take long to follow: they are, when a request wants what they do, and stay out of the way when none does.
import { beforeAll, describe, expect, it } from 'vitest';
import type { Engine } from '../../../../server/src/engine/index.ts';
import { sharedEngine } from '../../../harness/analyzeProject.ts';
import { callsOf } from '../../../harness/understand.ts';
import { describeRows } from './promptRows.ts';

const lines = (count: number, line: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => line(index)).join('\n');

/** More statements than a helper is followed for when nothing is known to want its result. */
const long = 700;
const tsWork = lines(long, (index) => `  let v${index} = ${index} + String(${index}).length;`);
const pyWork = lines(long, (index) => `    v${index} = ${index} + len(str(${index}))`);

describeRows('long helpers', {
  'the prompt comes out of one': {
    gives: 'Be brief.',
    ts: { before: `function prompt() {\n${tsWork}\n  return 'Be brief.';\n}`, system: 'prompt()' },
    py: { before: `def prompt():\n${pyWork}\n    return "Be brief."`, system: 'prompt()' },
  },
  'the prompt lies in a field that a long constructor sets': {
    gives: 'Be brief.',
    ts: {
      before: `class P {\n  text: string;\n  constructor() {\n${tsWork}\n    this.text = 'Be brief.';\n  }\n}`,
      body: 'const p = new P();',
      system: 'p.text',
    },
    py: {
      before: `class P:\n    def __init__(self):\n${pyWork.replaceAll('\n', '\n    ').replace(/^/, '    ')}\n        self.text = "Be brief."`,
      body: 'p = P()',
      system: 'p.text',
    },
  },
  'it sets a mark on a list that it is given': {
    gives: 'Be brief.',
    ts: {
      before: `function mark(blocks: { text: string }[]) {\n${tsWork}\n  blocks[0].text = 'Be brief.';\n}`,
      body: "const blocks = [{ type: 'text', text: 'x' }];\n  mark(blocks);",
      system: 'blocks',
    },
    py: {
      before: `def mark(blocks):\n${pyWork}\n    blocks[0]["text"] = "Be brief."`,
      body: 'blocks = [{"type": "text", "text": "x"}]\n    mark(blocks)',
      system: 'blocks',
    },
  },
});

describe('long helpers beside the way to a call', () => {
  let engine: Engine;
  beforeAll(async () => {
    engine = await sharedEngine();
  });

  it('leave enough work for the call behind them', () => {
    const helpers = lines(60, (one) => `function prepare${one}() {\n${tsWork}\n}`);
    const calls = lines(60, (one) => `  prepare${one}();`);
    const source = `import Anthropic from '@anthropic-ai/sdk';
const client = new Anthropic();
${helpers}
export async function ask(question: string) {
${calls}
  return client.messages.create({ model: 'claude-sonnet-5', max_tokens: 100, messages: [{ role: 'user', content: question }] });
}
`;
    expect(callsOf(engine, 'ts', source)).toHaveLength(1);
  });

  it('are followed to the end when they are handed a function that makes the call', () => {
    const source = `import Anthropic from '@anthropic-ai/sdk';
const client = new Anthropic();
async function guarded(run: () => Promise<unknown>) {
${tsWork}
  return run();
}
export const ask = (question: string) =>
  guarded(() => client.messages.create({ model: 'claude-sonnet-5', max_tokens: 100, messages: [{ role: 'user', content: question }] }));
`;
    expect(callsOf(engine, 'ts', source)).toHaveLength(1);
  });

  it('are followed once when they only bear the name of something on the way', () => {
    const calls = lines(60, () => '  prepare(store);');
    const source = `import Anthropic from '@anthropic-ai/sdk';
const client = new Anthropic();
function prepare(store: any) {
${tsWork}
  store.ask('again');
}
export async function ask(question: string, store: any) {
${calls}
  return client.messages.create({ model: 'claude-sonnet-5', max_tokens: 100, messages: [{ role: 'user', content: question }] });
}
`;
    expect(callsOf(engine, 'ts', source)).toHaveLength(1);
  });

  it('are followed with a share of the work when they handle events', () => {
    const work = lines(20, () => `  {\n${tsWork}\n  }`);
    const source = `import Anthropic from '@anthropic-ai/sdk';
import { watcher } from 'watcher';
const client = new Anthropic();
export async function ask(question: string, store: any) {
  watcher.on('change', () => {
${work}
    store.ask('again');
  });
  return client.messages.create({ model: 'claude-sonnet-5', max_tokens: 100, messages: [{ role: 'user', content: question }] });
}
`;
    expect(callsOf(engine, 'ts', source)).toHaveLength(1);
  });

  it('are followed again when they give back what makes the call', () => {
    const source = `import Anthropic from '@anthropic-ai/sdk';
function connect() {
${tsWork}
  return new Anthropic();
}
const send = (question: string) =>
  connect().messages.create({ model: 'claude-sonnet-5', max_tokens: 100, messages: [{ role: 'user', content: question }] });
export const first = () => send('one');
export const second = () => send('two');
`;
    expect(callsOf(engine, 'ts', source)).toHaveLength(2);
  });
});
