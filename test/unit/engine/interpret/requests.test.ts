// Tests of requests that are built in pieces: conditional keys, spreads, splats, objects made elsewhere, marks set by mutation.
import { beforeAll, describe, expect, it } from 'vitest';
import type { AnalyzedCall, Engine } from '../../../../server/src/engine/index.ts';
import { sharedEngine } from '../../../harness/analyzeProject.ts';
import { showPart } from '../../../harness/showBlocks.ts';
import { callsOf, type SourceLanguage, type Sources } from '../../../harness/understand.ts';

let engine: Engine;
beforeAll(async () => {
  engine = await sharedEngine();
});

interface Understood {
  readonly models?: readonly string[];
  readonly system?: readonly string[];
  readonly tools?: readonly string[];
  readonly messages?: readonly string[];
  readonly params?: readonly string[];
}

function understood({ call }: AnalyzedCall): Required<Understood> {
  const { models, system, tools, messages, params } = call.request;
  return {
    models,
    system: showPart(system),
    tools: (tools?.blocks ?? []).map(
      ({ name, presence, repeated, mark }) =>
        `${presence === 'sometimes' ? '?' : ''}${repeated ? '*' : ''}${name ?? ''}${mark ? ` [${mark.ttl}]` : ''}`,
    ),
    messages: showPart(messages),
    params: [...params].map(([name, { presence }]) => `${name}${presence === 'sometimes' ? '?' : ''}`).sort(),
  };
}

function expectCall(language: SourceLanguage, sources: Sources, expected: Understood): void {
  const calls = callsOf(engine, language, sources);
  expect(calls).toHaveLength(1);
  for (const one of calls) expect(understood(one)).toMatchObject(expected);
}

const ts = (text: string): string =>
  `import Anthropic from '@anthropic-ai/sdk';\nconst client = new Anthropic();\n${text}\n`;
const py = (text: string): string => `from anthropic import Anthropic\nclient = Anthropic()\n${text}\n`;

interface Case {
  readonly ts?: Sources;
  readonly py?: Sources;
  readonly expected: Understood;
}

const cases: Readonly<Record<string, Case>> = {
  'a request object built first': {
    ts: ts(`export async function ask(question: string) {
  const request: Anthropic.MessageCreateParams = { model: 'claude-sonnet-5', max_tokens: 100, messages: [{ role: 'user', content: question }] };
  request.system = 'Be brief.';
  request['temperature'] = 0;
  return client.messages.create(request);
}`),
    py: py(`def ask(question: str):
    params = {"model": "claude-sonnet-5", "max_tokens": 100, "messages": [{"role": "user", "content": question}]}
    params["system"] = "Be brief."
    params.update(temperature=0)
    return client.messages.create(**params)`),
    expected: {
      models: ['claude-sonnet-5'],
      system: ['system text "Be brief."'],
      messages: ['user text "«question»"'],
      params: ['max_tokens', 'temperature'],
    },
  },
  'an object made on one of several ways': {
    ts: ts(`export async function ask(question: string, brief: boolean) {
  let extra: { temperature?: number } = {};
  if (brief) {
    const cold = { temperature: 0 };
    extra = cold;
  } else {
    extra = { temperature: 1 };
  }
  return client.messages.create({ model: 'claude-sonnet-5', max_tokens: 100, ...extra, messages: [{ role: 'user', content: question }] });
}`),
    py: py(`def ask(question: str, brief: bool):
    if brief:
        extra = {"temperature": 0}
    else:
        extra = {"temperature": 1}
    params = {"model": "claude-sonnet-5", "max_tokens": 100, "messages": [{"role": "user", "content": question}]}
    return client.messages.create(**params, temperature=extra["temperature"])`),
    expected: { models: ['claude-sonnet-5'], messages: ['user text "«question»"'] },
  },
  'the first of many messages is replaced': {
    ts: ts(`export async function ask(turns: string[]) {
  const messages = turns.map((content) => ({ role: 'user' as const, content }));
  messages[0] = { role: 'user', content: 'Hello.' };
  return client.messages.create({ model: 'claude-sonnet-5', max_tokens: 100, messages });
}`),
    py: py(`def ask(turns: list[str]):
    messages = [{"role": "user", "content": turn} for turn in turns]
    messages[0] = {"role": "user", "content": "Hello."}
    return client.messages.create(model="claude-sonnet-5", max_tokens=100, messages=messages)`),
    expected: { messages: ['user text "Hello."', 'user unknown?* "«turns»"'] },
  },
  'keys under conditions': {
    ts: ts(`export async function ask(question: string, hot: boolean, extra?: string) {
  return client.messages.create({
    model: 'claude-sonnet-5',
    max_tokens: 100,
    ...(hot ? { temperature: 1 } : {}),
    ...(extra && { system: 'Be brief.' }),
    messages: [{ role: 'user', content: question }],
  });
}`),
    py: py(`def ask(question, hot, extra=None):
    params = dict(model="claude-sonnet-5", max_tokens=100, messages=[{"role": "user", "content": question}])
    if hot:
        params["temperature"] = 1
    if extra:
        params["system"] = "Be brief."
    return client.messages.create(**params)`),
    expected: { system: ['system text? "Be brief."'], params: ['max_tokens', 'temperature?'] },
  },
  'a splat beside keywords': {
    py: py(`DEFAULTS = {"model": "claude-sonnet-5", "max_tokens": 100}
def ask(question):
    return client.messages.create(**DEFAULTS, system="Be brief.", messages=[{"role": "user", "content": question}])`),
    ts: ts(`const defaults = { model: 'claude-sonnet-5', max_tokens: 100 };
export const ask = (question: string) => client.messages.create({ ...defaults, system: 'Be brief.', messages: [{ role: 'user', content: question }] });`),
    expected: { models: ['claude-sonnet-5'], system: ['system text "Be brief."'], params: ['max_tokens'] },
  },
  'a later key wins': {
    ts: ts(`const defaults = { model: 'claude-haiku-4-5', max_tokens: 100, system: 'Old.' };
export const ask = (question: string) => client.messages.create({ ...defaults, model: 'claude-sonnet-5', system: 'New.', messages: [{ role: 'user', content: question }] });`),
    py: py(`DEFAULTS = {"model": "claude-haiku-4-5", "max_tokens": 100, "system": "Old."}
def ask(question):
    return client.messages.create(**{**DEFAULTS, "model": "claude-sonnet-5", "system": "New.", "messages": [{"role": "user", "content": question}]})`),
    expected: { models: ['claude-sonnet-5'], system: ['system text "New."'] },
  },
  'merged records': {
    ts: ts(
      `export const ask = (question: string) => client.messages.create(Object.assign({}, { model: 'claude-sonnet-5', max_tokens: 100 }, { system: 'Be brief.', messages: [{ role: 'user', content: question }] }));`,
    ),
    py: py(`def ask(question):
    params = {"model": "claude-sonnet-5", "max_tokens": 100} | {"system": "Be brief.", "messages": [{"role": "user", "content": question}]}
    return client.messages.create(**params)`),
    expected: { models: ['claude-sonnet-5'], system: ['system text "Be brief."'] },
  },
  'a key taken out again': {
    py: py(`def ask(question):
    params = {"model": "claude-sonnet-5", "max_tokens": 100, "system": "Be brief.", "temperature": 0, "messages": [{"role": "user", "content": question}]}
    params.pop("temperature")
    return client.messages.create(**params)`),
    expected: { system: ['system text "Be brief."'], params: ['max_tokens'] },
  },
  'a rest pattern': {
    ts: ts(`function options(question: string) {
  const all = { trace: 1, model: 'claude-sonnet-5', max_tokens: 100, system: 'Be brief.', messages: [{ role: 'user' as const, content: question }] };
  const { trace, ...rest } = all;
  return rest;
}
export const ask = (question: string) => client.messages.create(options(question));`),
    expected: { models: ['claude-sonnet-5'], system: ['system text "Be brief."'], params: ['max_tokens'] },
  },
  'system and user as a pair': {
    ts: ts(`function prompts(topic: string) {
  return { system: 'You write reports.', user: \`Write on \${topic}\` };
}
export async function ask(topic: string) {
  const { system, user } = prompts(topic);
  return client.messages.create({ model: 'claude-sonnet-5', max_tokens: 100, system, messages: [{ role: 'user', content: user }] });
}`),
    py: py(`def prompts(topic):
    return {"system": "You write reports.", "user": f"Write on {topic}"}
def ask(topic):
    prompt = prompts(topic)
    return client.messages.create(model="claude-sonnet-5", max_tokens=100, system=prompt["system"], messages=[{"role": "user", "content": prompt["user"]}])`),
    expected: { system: ['system text "You write reports."'], messages: ['user text "Write on «topic»"'] },
  },
  'a pair as a tuple': {
    py: py(`def prompts(topic):
    return "You write reports.", f"Write on {topic}"
def ask(topic):
    system, user = prompts(topic)
    return client.messages.create(model="claude-sonnet-5", max_tokens=100, system=system, messages=[{"role": "user", "content": user}])`),
    ts: ts(`const prompts = (topic: string) => ['You write reports.', \`Write on \${topic}\`] as const;
export async function ask(topic: string) {
  const [system, user] = prompts(topic);
  return client.messages.create({ model: 'claude-sonnet-5', max_tokens: 100, system, messages: [{ role: 'user', content: user }] });
}`),
    expected: { system: ['system text "You write reports."'], messages: ['user text "Write on «topic»"'] },
  },
  'a mark set by mutation': {
    ts: ts(`export async function ask(question: string) {
  const block: any = { type: 'text', text: 'Be brief.' };
  block.cache_control = { type: 'ephemeral', ttl: '1h' };
  return client.messages.create({ model: 'claude-sonnet-5', max_tokens: 100, system: [block], messages: [{ role: 'user', content: question }] });
}`),
    py: py(`def ask(question):
    system = [{"type": "text", "text": "Be brief."}]
    system[0]["cache_control"] = {"type": "ephemeral", "ttl": "1h"}
    return client.messages.create(model="claude-sonnet-5", max_tokens=100, system=system, messages=[{"role": "user", "content": question}])`),
    expected: { system: ['system text "Be brief." [1h]'] },
  },
  'a mark on the last tool': {
    ts: ts(`const tools: any[] = [{ name: 'a', input_schema: {} }, { name: 'b', input_schema: {} }];
tools[tools.length - 1].cache_control = { type: 'ephemeral' };
export const ask = (question: string) => client.messages.create({ model: 'claude-sonnet-5', max_tokens: 100, tools, messages: [{ role: 'user', content: question }] });`),
    py: py(`TOOLS = [{"name": "a", "input_schema": {}}, {"name": "b", "input_schema": {}}]
TOOLS[-1]["cache_control"] = {"type": "ephemeral"}
def ask(question):
    return client.messages.create(model="claude-sonnet-5", max_tokens=100, tools=TOOLS, messages=[{"role": "user", "content": question}])`),
    expected: { tools: ['a', 'b [5m]'] },
  },
  'a mark added by a mapping helper': {
    ts: ts(`function marked(messages: any[]) {
  return messages.map((message, index) => index === messages.length - 1 ? { ...message, content: [{ type: 'text', text: message.content, cache_control: { type: 'ephemeral' } }] } : message);
}
export const ask = (question: string) => client.messages.create({ model: 'claude-sonnet-5', max_tokens: 100, messages: marked([{ role: 'user', content: 'One.' }, { role: 'assistant', content: 'Two.' }, { role: 'user', content: question }]) });`),
    expected: { messages: ['user text "One."', 'assistant text "Two."', 'user text "«question»" [5m]'] },
  },
  'a conditional mark': {
    ts: ts(`export const ask = (question: string, cached: boolean) => client.messages.create({
  model: 'claude-sonnet-5', max_tokens: 100,
  system: [{ type: 'text', text: 'Be brief.', ...(cached ? { cache_control: { type: 'ephemeral' } } : {}) }],
  messages: [{ role: 'user', content: question }],
});`),
    py: py(`def ask(question, cached):
    block = {"type": "text", "text": "Be brief."}
    if cached:
        block["cache_control"] = {"type": "ephemeral"}
    return client.messages.create(model="claude-sonnet-5", max_tokens=100, system=[block], messages=[{"role": "user", "content": question}])`),
    expected: { system: ['system text "Be brief." [5m?]'] },
  },
  'tools under a condition': {
    ts: ts(`const search = { name: 'search', input_schema: {} };
const shell = { name: 'shell', input_schema: {} };
export const ask = (question: string, unsafe: boolean) => client.messages.create({ model: 'claude-sonnet-5', max_tokens: 100, tools: [search, ...(unsafe ? [shell] : [])] as any, messages: [{ role: 'user', content: question }] });`),
    py: py(`SEARCH = {"name": "search", "input_schema": {}}
SHELL = {"name": "shell", "input_schema": {}}
def ask(question, unsafe):
    tools = [SEARCH]
    if unsafe:
        tools.append(SHELL)
    return client.messages.create(model="claude-sonnet-5", max_tokens=100, tools=tools, messages=[{"role": "user", "content": question}])`),
    expected: { tools: ['search', '?shell'] },
  },
  'tools of a registry': {
    ts: ts(`const registry = new Map<string, any>();
registry.set('search', { name: 'search', input_schema: {} });
registry.set('shell', { name: 'shell', input_schema: {} });
export const ask = (question: string) => client.messages.create({ model: 'claude-sonnet-5', max_tokens: 100, tools: [...registry.values()], messages: [{ role: 'user', content: question }] });`),
    py: py(`REGISTRY = {}
REGISTRY["search"] = {"name": "search", "input_schema": {}}
REGISTRY["shell"] = {"name": "shell", "input_schema": {}}
def ask(question):
    return client.messages.create(model="claude-sonnet-5", max_tokens=100, tools=list(REGISTRY.values()), messages=[{"role": "user", "content": question}])`),
    expected: { tools: ['search', 'shell'] },
  },
  'tools mapped from records': {
    ts: ts(`const specs = [{ id: 'search', schema: {} }, { id: 'shell', schema: {} }];
export const ask = (question: string) => client.messages.create({ model: 'claude-sonnet-5', max_tokens: 100, tools: specs.map(({ id, schema }) => ({ name: id, input_schema: schema })), messages: [{ role: 'user', content: question }] });`),
    py: py(`SPECS = [{"id": "search", "schema": {}}, {"id": "shell", "schema": {}}]
def ask(question):
    return client.messages.create(model="claude-sonnet-5", max_tokens=100, tools=[{"name": s["id"], "input_schema": s["schema"]} for s in SPECS], messages=[{"role": "user", "content": question}])`),
    expected: { tools: ['search', 'shell'] },
  },
  'tools filtered by a constant test': {
    ts: ts(`const all = [{ name: 'search', on: true }, { name: 'shell', on: false }];
export const ask = (question: string) => client.messages.create({ model: 'claude-sonnet-5', max_tokens: 100, tools: all.filter((tool) => tool.on) as any, messages: [{ role: 'user', content: question }] });`),
    py: py(`ALL = [{"name": "search", "on": True}, {"name": "shell", "on": False}]
def ask(question):
    return client.messages.create(model="claude-sonnet-5", max_tokens=100, tools=[t for t in ALL if t["on"]], messages=[{"role": "user", "content": question}])`),
    expected: { tools: ['search'] },
  },
  'a model chosen by a condition': {
    ts: ts(
      `export const ask = (question: string, hard: boolean) => client.messages.create({ model: hard ? 'claude-opus-4-5' : 'claude-haiku-4-5', max_tokens: 100, messages: [{ role: 'user', content: question }] });`,
    ),
    py: py(`def ask(question, hard):
    return client.messages.create(model="claude-opus-4-5" if hard else "claude-haiku-4-5", max_tokens=100, messages=[{"role": "user", "content": question}])`),
    expected: { models: ['claude-opus-4-5', 'claude-haiku-4-5'] },
  },
};

describe('requests built in pieces', () => {
  for (const [name, one] of Object.entries(cases)) {
    for (const language of ['ts', 'py'] as const) {
      const sources = one[language];
      if (sources === undefined) continue;
      it(`${name} (${language})`, () => {
        expectCall(language, sources, one.expected);
      });
    }
  }
});

describe('names of fields that every object has', () => {
  it.each([
    '__proto__',
    'constructor',
    'toString',
    'hasOwnProperty',
    '__class__',
    '__dict__',
    'prototype',
    'valueOf',
  ])('%s is a key like any other', (key) => {
    const expected: Understood = { models: ['claude-sonnet-5'], system: ['system text "Be brief."'] };
    expectCall(
      'ts',
      ts(`const table: any = { ['${key}']: 'Be brief.' };
export const ask = (question: string, ${key === '__proto__' || key === 'constructor' ? '_' : ''}${key}: string) => client.messages.create({ model: 'claude-sonnet-5', max_tokens: 100, system: table['${key}'], messages: [{ role: 'user', content: question }] });`),
      expected,
    );
    expectCall(
      'py',
      py(`TABLE = {"${key}": "Be brief."}
def ask(question, ${key}=None):
    return client.messages.create(model="claude-sonnet-5", max_tokens=100, system=TABLE["${key}"], messages=[{"role": "user", "content": question}])`),
      expected,
    );
  });

  it('asks a record for nothing that it does not hold', () => {
    for (const key of ['toString', 'constructor', '__proto__']) {
      const [call] = callsOf(
        engine,
        'py',
        py(`TABLE = {"a": "Be brief."}
def ask(question):
    return client.messages.create(model="claude-sonnet-5", max_tokens=100, system=TABLE.get("${key}", "Be exact."), messages=[{"role": "user", "content": question}])`),
      );
      expect(showPart(call?.call.request.system)).toEqual(['system text "Be exact."']);
    }
  });
});
