// Tests that no program, however long it would run and whatever its names are, makes the engine throw or never end.
import { beforeAll, describe, expect, it } from 'vitest';
import type { Engine } from '../../server/src/engine/index.ts';
import { sharedEngine } from '../harness/analyzeProject.ts';
import { analyzeText, around, callsAround, many } from '../harness/callsAround.ts';

let engine: Engine;
beforeAll(async () => {
  engine = await sharedEngine();
});

describe('programs that would run for long', () => {
  const rows: readonly (readonly [string, 'ts' | 'py', string])[] = [
    [
      'branches',
      'ts',
      `export function prompt(q: string, ${many(60, (index) => `p${index}: boolean, `)}) {\n  let text = '';\n${many(60, (index) => `  if (p${index}) text += 'part ${index}';\n`)}  return client.messages.create({ model: 'claude-sonnet-5', max_tokens: 9, system: text, messages: [{ role: 'user', content: q }] });\n}`,
    ],
    [
      'branches',
      'py',
      `def prompt(q, ${many(60, (index) => `p${index}, `)}):\n    text = ""\n${many(60, (index) => `    if p${index}:\n        text += "part ${index}"\n`)}    return client.messages.create(model="claude-sonnet-5", max_tokens=9, system=text, messages=[{"role": "user", "content": q}])`,
    ],
    [
      'functions that call each other twice',
      'ts',
      `${many(40, (index) => `function f${index}(a: string): string { return f${index + 1}(a + '1') + f${index + 1}(a + '2'); }\n`)}function f40(a: string) { return a; }\nexport const prompt = (q: string) => client.messages.create({ model: 'claude-sonnet-5', max_tokens: 9, system: f0(q), messages: [{ role: 'user', content: q }] });`,
    ],
    [
      'functions that call each other twice',
      'py',
      `${many(40, (index) => `def f${index}(a):\n    return f${index + 1}(a + "1") + f${index + 1}(a + "2")\n`)}def f40(a):\n    return a\ndef prompt(q):\n    return client.messages.create(model="claude-sonnet-5", max_tokens=9, system=f0(q), messages=[{"role": "user", "content": q}])`,
    ],
    [
      'recursion without an end',
      'ts',
      `function forever(a: string): string { return forever(a + 'x') + forever(a + 'y'); }\nexport const prompt = (q: string) => client.messages.create({ model: 'claude-sonnet-5', max_tokens: 9, system: forever(q), messages: [{ role: 'user', content: q }] });`,
    ],
    [
      'recursion without an end',
      'py',
      `def forever(a):\n    return forever(a + "x") + forever(a + "y")\ndef prompt(q):\n    return client.messages.create(model="claude-sonnet-5", max_tokens=9, system=forever(q), messages=[{"role": "user", "content": q}])`,
    ],
    [
      'loops in loops',
      'ts',
      `export function prompt(q: string, xs: string[]) {\n  let text = '';\n${many(12, (index) => `${' '.repeat(index)}for (const x${index} of xs) {\n`)}text += x0;\n${'}'.repeat(12)}\n  return client.messages.create({ model: 'claude-sonnet-5', max_tokens: 9, system: text, messages: [{ role: 'user', content: q }] });\n}`,
    ],
    [
      'loops in loops',
      'py',
      `def prompt(q, xs):\n    text = ""\n${many(12, (index) => `${' '.repeat(4 + index)}for x${index} in xs:\n`)}${' '.repeat(16)}text += x0\n    return client.messages.create(model="claude-sonnet-5", max_tokens=9, system=text, messages=[{"role": "user", "content": q}])`,
    ],
    [
      'a list in itself',
      'ts',
      `const list: any[] = [];\nlist.push(list);\nexport const prompt = (q: string) => client.messages.create({ model: 'claude-sonnet-5', max_tokens: 9, system: list, messages: [{ role: 'user', content: JSON.stringify(list) }] });`,
    ],
    [
      'a record in itself',
      'ts',
      `const box: any = {};\nbox.box = box;\nexport const prompt = (q: string) => client.messages.create({ model: 'claude-sonnet-5', max_tokens: 9, tools: [box], messages: [{ role: 'user', content: JSON.stringify(box) }], ...box });`,
    ],
    [
      'a class that is its own base',
      'ts',
      `class A extends A { text() { return super.text(); } }\nexport const prompt = (q: string) => client.messages.create({ model: 'claude-sonnet-5', max_tokens: 9, system: new A().text(), messages: [{ role: 'user', content: q }] });`,
    ],
    [
      "classes that are each other's base",
      'py',
      `class A(B):\n    pass\nclass B(A):\n    pass\ndef prompt(q):\n    return client.messages.create(model="claude-sonnet-5", max_tokens=9, system=A().text(), messages=[{"role": "user", "content": q}])`,
    ],
    [
      'a getter of itself',
      'ts',
      `class A { get text(): string { return this.text + 'x'; } }\nexport const prompt = (q: string) => client.messages.create({ model: 'claude-sonnet-5', max_tokens: 9, system: new A().text, messages: [{ role: 'user', content: q }] });`,
    ],
    [
      'large numbers',
      'ts',
      `export const prompt = (q: string) => client.messages.create({ model: 'claude-sonnet-5', max_tokens: 9, system: 'x'.repeat(1e9) + ' '.padStart(1e9), messages: [{ role: 'user', content: q }] });`,
    ],
    [
      'large numbers',
      'py',
      `def prompt(q):\n    return client.messages.create(model="claude-sonnet-5", max_tokens=9, system="x" * 10**9 + " ".rjust(10**9) + "".join(str(i) for i in range(10**9)), messages=[{"role": "user", "content": q}])`,
    ],
    [
      'a list repeated',
      'py',
      `def prompt(q):\n    return client.messages.create(model="claude-sonnet-5", max_tokens=9, system=", ".join(["x"] * 10**9), messages=[{"role": "user", "content": q}])`,
    ],
    [
      'doubling',
      'ts',
      `let text = 'a';\n${'text = text + text;\n'.repeat(200)}export const prompt = (q: string) => client.messages.create({ model: 'claude-sonnet-5', max_tokens: 9, system: text, messages: [{ role: 'user', content: q }] });`,
    ],
    [
      'doubling',
      'py',
      `text = "a"\n${'text = text + text\n'.repeat(200)}def prompt(q):\n    return client.messages.create(model="claude-sonnet-5", max_tokens=9, system=text, messages=[{"role": "user", "content": q}])`,
    ],
    [
      'doubling in an f-string',
      'py',
      `t = "a"\n${'t = f"{t}{t}"\n'.repeat(200)}def prompt(q):\n    return client.messages.create(model="claude-sonnet-5", max_tokens=9, system=t, messages=[{"role": "user", "content": q}])`,
    ],
    [
      'a list in itself',
      'py',
      `items = []\nitems.append(items)\ndef prompt(q):\n    return client.messages.create(model="claude-sonnet-5", max_tokens=9, system=items, messages=[{"role": "user", "content": str(items)}])`,
    ],
    [
      'replacing by more of the same',
      'ts',
      `let text = 'ab';\n${"text = text.replaceAll('a', 'aab').replaceAll('b', 'bba');\n".repeat(60)}export const prompt = (q: string) => client.messages.create({ model: 'claude-sonnet-5', max_tokens: 9, system: text, messages: [{ role: 'user', content: q }] });`,
    ],
  ];
  it.each(rows)('%s (%s)', (_name, language, middle) => {
    expect(callsAround(engine, language, middle)).toBe(3);
  });
});

describe('odd f-strings and templates', () => {
  it.each([
    'f""',
    'f"{}"',
    'f"{{}}"',
    'f"{{{x}}}"',
    'f"{x!r:>{width}.{precision}}"',
    'f"{x:{y:{z}}}"',
    'f"{x=!r:^20}"',
    "f'{f\"{f'{x}'}\"}'",
    'f"{lambda x: 1}"',
    'f"{(lambda x: {1: 2})(x)}"',
    'f"{x:%Y-%m-%d %H:%M}"',
    'f"{x!z}"',
    'f"{x"',
    'f"}"',
    'f"{x:{"',
    'rf"\\d{x}\\n"',
    'fr"{x}" f"{y}" "z" b"w"',
    'f"\\N{BULLET} {x}"',
    'f"""{\n  x\n}"""',
    '"{" % x',
    '"%" % x',
    '"%(" % {}',
    '"{0.__class__[x]!r:{1}}".format(x, y)',
    '"{".format(x)',
    '"}".format(x)',
    '"{:{}}".format(x)',
  ])('py: %s', (expression) => {
    expect(
      callsAround(
        engine,
        'py',
        `def odd(x, y, z, width, precision):\n    return client.messages.create(model="claude-sonnet-5", max_tokens=9, system=${expression}, messages=[])`,
      ),
    ).not.toBe('nothing');
  });

  it.each([
    '``',
    '`${}`',
    '`${`${x}`}`',
    '`\\u{110000}`',
    '`\\x`',
    'String.raw`\\u`',
    '`${x}${x}${x}`',
    'x`a${x}``b`',
    '`$`',
    '`${',
    "'a'.replace(/(a)/g, '$1$&$`')",
    "'a'.replace('a', '$$')",
    "''.split('').join()",
    "'a'.replaceAll('', 'x')",
  ])('ts: %s', (expression) => {
    expect(
      callsAround(
        engine,
        'ts',
        `export const odd = (x: any) => client.messages.create({ model: 'claude-sonnet-5', max_tokens: 9, system: ${expression}, messages: [] });`,
      ),
    ).not.toBe('nothing');
  });
});

describe('names that every object has', () => {
  const names = [
    '__proto__',
    'constructor',
    'toString',
    'valueOf',
    'hasOwnProperty',
    'prototype',
    '__defineGetter__',
    'then',
    'length',
    'kind',
    'place',
  ];

  it.each(names)('%s as a key, parameter, function, class, field and import', (name) => {
    const ts = `import { ${name} as imported } from './${name}.ts';
const record: any = { ${name}: 'a', ['${name}']: 'b', '${name}': 'c' };
record.${name} = record['${name}'];
class Box { ${name === 'constructor' || name === 'prototype' ? 'field' : name} = 'x'; static s = 1; get(${name === 'constructor' ? 'a' : name}: any) { return record[${name === 'constructor' ? 'a' : name}]; } }
function use(${name}: any, { ${name}: inner }: any) { return ${name} + inner + imported; }
export const odd = (q: string) => client.messages.create({ ...record, ${name}: 1, model: 'claude-sonnet-5', max_tokens: 9, system: use(record.${name}, record) + new Box().get('${name}'), messages: [{ role: 'user', content: q, ${name}: 1 }], tools: [{ name: '${name}', input_schema: { type: 'object', properties: { ${name}: { type: 'string' } } } }] } as any);`;
    expect(callsAround(engine, 'ts', ts)).toBe(3);
    const py = `from ${name} import ${name} as imported
record = {"${name}": "a", **{"${name}": "b"}}
record["${name}"] = record.get("${name}")
class Box:
    ${name} = "x"
    def get(self, ${name}):
        return getattr(self, "${name}") + ${name}
def use(${name}, **options):
    return ${name} + options["${name}"] + imported
def odd(q):
    return client.messages.create(model="claude-sonnet-5", max_tokens=9, system=use("a", ${name === 'kind' ? 'other' : name}=1) + Box().get("b"), messages=[{"role": "user", "content": q, "${name}": 1}], tools=[{"name": "${name}", "input_schema": {"type": "object", "properties": {"${name}": {"type": "string"}}}}], ${name}=1)`;
    expect(callsAround(engine, 'py', py)).toBe(3);
  });

  it.each(names)('%s as the name of a document', (name) => {
    for (const [extension, language] of [
      ['ts', 'ts'],
      ['py', 'py'],
    ] as const)
      expect(analyzeText(engine, `/project/${name}.${extension}`, around[language]('')).calls.length).toBe(2);
    expect(analyzeText(engine, `/${name}`, 'x').calls).toEqual([]);
  });
});
