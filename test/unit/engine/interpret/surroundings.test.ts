// What the engine notes around model calls: tool calls carried out, stores, rendered templates and fan-outs.
import { beforeAll, describe, expect, test } from 'vitest';
import type { Engine, Facts } from '../../../../server/src/engine/index.ts';
import { fileSettings } from '../../../../server/src/host/index.ts';
import { defaultSettings } from '../../../../server/src/protocol/index.ts';
import { sharedEngine } from '../../../harness/analyzeProject.ts';

let engine: Engine;
beforeAll(async () => {
  engine = await sharedEngine();
});

function factsOf(name: string, text: string): Facts {
  const path = `/project/${name}`;
  const settings = fileSettings({ path, settings: defaultSettings, project: undefined, roots: ['/project'] });
  return engine.analyze(path, { read: (asked) => (asked === path ? text : undefined) }, settings).facts;
}

const serialTs = `
import Anthropic from '@anthropic-ai/sdk';
const client = new Anthropic();
export async function run(messages: any[]) {
  for (let tick = 0; tick < 5; tick++) {
    const response = await client.messages.create({ model: 'claude-sonnet-5', max_tokens: 10, messages });
    for (const block of response.content) {
      messages.push({ role: 'user', content: [{ type: 'tool_result', tool_use_id: block.id, content: await runTool(block) }] });
    }
  }
}
async function runTool(block: any) { return String(block.name); }
`;

const parallelPy = `
import asyncio
import anthropic

client = anthropic.AsyncAnthropic()

async def run(messages):
    while True:
        response = await client.messages.create(model="claude-sonnet-5", max_tokens=10, messages=messages)
        results = await asyncio.gather(*[run_tool(block) for block in response.content])
        messages.append({"role": "user", "content": results})

async def run_tool(block):
    return block.name
`;

describe('tool calls carried out', () => {
  test('one after the other, in a loop over the answer', () => {
    const { toolDispatches, loops } = factsOf('serial.ts', serialTs);
    expect(toolDispatches.map(({ form }) => form)).toEqual(['serial']);
    expect(loops[toolDispatches[0]?.loop ?? -1]?.form).toBe('each');
  });

  test('a loop that carries out no answer is no dispatch', () => {
    const { toolDispatches } = factsOf('plain.ts', serialTs.replace('of response.content', 'of messages'));
    expect(toolDispatches).toEqual([]);
  });

  test('together, in a fan-out', () => {
    const { fanOuts, toolDispatches } = factsOf('parallel.py', parallelPy);
    expect(toolDispatches.map(({ form, fanOut }) => [form, fanOut])).toEqual([['fan-out', 0]]);
    expect(fanOuts.map(({ form, width }) => [form, width])).toEqual([['all', undefined]]);
  });
});

describe('stores', () => {
  const text = `
import Anthropic from '@anthropic-ai/sdk';
const client = new Anthropic();
const cache = new Map<string, string>();
export async function ask(question: string) {
  const key = JSON.stringify({ question });
  if (cache.has(key)) return cache.get(key);
  const answer = await client.messages.create({ model: 'claude-sonnet-5', max_tokens: 10, messages: [{ role: 'user', content: question }] });
  cache.set(key, answer.content[0].text);
  return cache.get(key);
}
`;

  test('are told by their name, with key and value', () => {
    const { cacheAccesses } = factsOf('store.ts', text);
    expect(cacheAccesses.map(({ operation, store }) => `${operation} ${store}`)).toEqual([
      'has cache',
      'get cache',
      'set cache',
      'get cache',
    ]);
    expect(cacheAccesses.every(({ key }) => key.kind === 'text')).toBe(true);
    expect(cacheAccesses.find(({ operation }) => operation === 'set')?.value?.kind).toBe('opaque');
  });

  test('a map of another name is none', () => {
    expect(factsOf('other.ts', text.replaceAll('cache', 'answers')).cacheAccesses).toEqual([]);
  });
});

describe('templates', () => {
  test('a rendered template with its variables', () => {
    const { renders } = factsOf(
      'render.py',
      `
import anthropic
from jinja2 import Template

client = anthropic.Anthropic()

def ask(name):
    system = Template("You help {{ name }}.").render(name=name, tone="kind")
    return client.messages.create(model="claude-sonnet-5", max_tokens=10, system=system, messages=[{"role": "user", "content": "Hi"}])
`,
    );
    expect(renders.map(({ engine: by, variables }) => [by, variables.map((one) => one.name)])).toEqual([
      ['jinja2', ['name', 'tone']],
    ]);
    expect(renders[0]?.template).toMatchObject({ kind: 'text' });
  });
});
