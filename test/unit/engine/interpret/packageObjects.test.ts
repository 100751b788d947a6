// Tests what is remembered of objects of packages: what they were made with, what was called on them, and what functions give back.
import { beforeAll, describe, expect, test } from 'vitest';
import type { Engine } from '../../../../server/src/engine/index.ts';
import type { Arguments, SymbolValue, Value } from '../../../../server/src/engine/model/index.ts';
import { startEngine } from '../../../../server/src/host/index.ts';
import { callsOf } from '../../../harness/understand.ts';

let engine: Engine;
beforeAll(async () => {
  engine = await startEngine();
});

/** The value sent as `messages` by the only call of a Python program. */
function sent(before: string, messages: string): Value | undefined {
  const program = `import anthropic\nfrom parts import Agent, tool\n${before}\nanthropic.Anthropic().messages.create(model="m", max_tokens=1, messages=${messages})\n`;
  const [call, ...others] = callsOf(engine, 'py', program);
  expect(others).toEqual([]);
  return call?.call.site.args.keywords.fields.find(({ key }) => key === 'messages')?.value;
}

function show(value: Value | undefined): unknown {
  if (value === undefined) return undefined;
  if (value.kind === 'text') return value.pieces.map((piece) => (piece.kind === 'literal' ? piece.text : '…')).join('');
  if (value.kind === 'scalar') return value.value;
  if (value.kind === 'list') return value.items.map((item) => show(item.value));
  if (value.kind === 'function') return { function: value.name, doc: value.doc, returns: show(value.returns) };
  return value.kind === 'symbol' ? showSymbol(value) : value.kind;
}

const showArguments = ({ positional, keywords }: Arguments): unknown => [
  ...positional.map(show),
  ...keywords.fields.map(({ key, value }) => [key, show(value)]),
];

const showSymbol = ({ path, calls, uses }: SymbolValue): unknown => ({
  path: path.join('.'),
  ...(calls === undefined ? {} : { calls: calls.map(showArguments) }),
  ...(uses === undefined ? {} : { uses: uses.map((use) => [use.path.join('.'), showArguments(use.args)]) }),
});

describe('an object of a package', () => {
  test('keeps the arguments of each call on its path', () => {
    expect(show(sent('', 'Agent(name="a", tools=["x"]).bind(1).limit(k="v")'))).toEqual({
      path: 'Agent.().bind.(1).limit.()',
      calls: [
        [
          ['name', 'a'],
          ['tools', ['x']],
        ],
        [1],
        [['k', 'v']],
      ],
    });
  });

  test('keeps what was called on it since', () => {
    const shown = show(sent('agent = Agent("a")\nagent.add("node", 1)\nagent.edge(to="end")\nagent.reset()', 'agent'));
    expect(shown).toEqual({
      path: "Agent.('a')",
      calls: [['a']],
      uses: [
        ['add.()', ['node', 1]],
        ['edge.()', [['to', 'end']]],
      ],
    });
  });

  test('keeps the functions that its decorators were given, with what they give back', () => {
    const before = `agent = Agent("a")
@agent.instructions
def rules(ctx):
    "Says how."
    return "Be brief."
@agent.hook(retries=2)
def after(ctx):
    return 1
@agent.tool
def look(ctx, where):
    "Looks."
    return "seen"`;
    expect(show(sent(before, 'agent'))).toMatchObject({
      uses: [
        ['instructions.()', [{ function: 'rules', doc: 'Says how.', returns: 'Be brief.' }]],
        ['hook.()', [['retries', 2]]],
        ['hook.().()', [{ function: 'after', returns: 1 }]],
        ['tool.()', [{ function: 'look', doc: 'Looks.', returns: undefined }]],
      ],
    });
  });

  test('uses of an imported object are those of its module', () => {
    const calls = callsOf(engine, 'py', {
      'main.py':
        'import anthropic\nfrom made import agent\nanthropic.Anthropic().messages.create(model="m", max_tokens=1, messages=agent)\n',
      'made.py': 'from parts import Agent\nagent = Agent("a")\nagent.add("node")\n',
    });
    expect(show(calls[0]?.call.site.args.keywords.fields.find(({ key }) => key === 'messages')?.value)).toMatchObject({
      uses: [['add.()', ['node']]],
    });
  });

  test('objects joined by a bar are a chain of both', () => {
    expect(show(sent('', 'Agent("a") | tool("b")'))).toEqual({
      path: '|.()',
      calls: [
        [
          { path: "Agent.('a')", calls: [['a']] },
          { path: "tool.('b')", calls: [['b']] },
        ],
      ],
    });
  });

  test('an object that holds itself comes to an end', () => {
    expect(
      show(sent('parts = {}\nagent = Agent(parts)\nparts["self"] = agent\nagent.add(agent)', 'agent')),
    ).toMatchObject({
      path: 'Agent.()',
    });
  });
});

describe('a function that is handed to a model call', () => {
  test('is run for what it gives back, without its calls being reported', () => {
    const before = `def rules(ctx):
    anthropic.Anthropic().messages.count_tokens(model="m", messages=[])
    return f"Help {ctx.name}."`;
    expect(show(sent(before, 'rules'))).toEqual({ function: 'rules', doc: undefined, returns: 'Help ….' });
  });

  test('in a list, as tools are, is not', () => {
    expect(show(sent('def look():\n    return "seen"', '[look]'))).toEqual([
      { function: 'look', doc: undefined, returns: undefined },
    ]);
  });
});
