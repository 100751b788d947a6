// Tests of how texts are put together in both languages: every way of writing a prompt gives its pieces in order.
import { describeRows } from './promptRows.ts';

describeRows('texts', {
  'a literal': { gives: 'Be brief.', ts: { system: "'Be brief.'" }, py: { system: '"Be brief."' } },
  'a template of a constant': {
    gives: 'Hi Ann!',
    ts: { before: "const name = 'Ann';", system: '`Hi ${name}!`' },
    py: { before: 'NAME = "Ann"', system: 'f"Hi {NAME}!"' },
  },
  'a template of a parameter': {
    gives: 'Speak «tone ?».',
    ts: { params: 'tone: string', system: '`Speak ${tone}.`' },
    py: { params: 'tone', system: 'f"Speak {tone}."' },
  },
  'numbers in a template': {
    gives: 'At most 3 of 4.5.',
    ts: { before: 'const most = 3;', system: '`At most ${most} of ${4.5}.`' },
    py: { before: 'most = 3', system: 'f"At most {most} of {4.5}."' },
  },
  'truth values in a template': {
    gives: 'true',
    ts: { system: '`${true}`' },
  },
  plus: {
    gives: 'a b c',
    ts: { before: "const b = 'b';", system: "'a ' + b + ' c'" },
    py: { before: 'b = "b"', system: '"a " + b + " c"' },
  },
  'plus equals': {
    gives: 'one two «tone ?» three',
    ts: {
      params: 'tone: string',
      body: "let text = 'one';\ntext += ' two ';\ntext += tone;\ntext += ' three';",
      system: 'text',
    },
    py: { params: 'tone', body: 'text = "one"\ntext += " two "\ntext += tone\ntext += " three"', system: 'text' },
  },
  'join of a list': {
    gives: 'a\n\nb\n\nc',
    ts: { system: "['a', 'b', 'c'].join('\\n\\n')" },
    py: { system: '"\\n\\n".join(["a", "b", "c"])' },
  },
  'join of a pushed list': {
    gives: 'a, b, «tone ?»',
    ts: {
      params: 'tone: string',
      body: "const parts = ['a'];\nparts.push('b');\nparts.push(tone);",
      system: "parts.join(', ')",
    },
    py: { params: 'tone', body: 'parts = ["a"]\nparts.append("b")\nparts.append(tone)', system: '", ".join(parts)' },
  },
  'join after extend and concat': {
    gives: 'a b c',
    ts: { body: "const parts = ['a'].concat(['b'], ['c']);", system: "parts.join(' ')" },
    py: { body: 'parts = ["a"]\nparts.extend(["b"])\nparts += ["c"]', system: '" ".join(parts)' },
  },
  'insert at the front': {
    gives: 'z a b',
    ts: { body: "const parts = ['a', 'b'];\nparts.unshift('z');", system: "parts.join(' ')" },
    py: { body: 'parts = ["a", "b"]\nparts.insert(0, "z")', system: '" ".join(parts)' },
  },
  'a list spread into another': {
    gives: 'a b c',
    ts: { before: "const inner = ['b', 'c'];", system: "['a', ...inner].join(' ')" },
    py: { before: 'inner = ["b", "c"]', system: '" ".join(["a", *inner])' },
  },
  'map then join': {
    gives: '- a\n- b',
    ts: { before: "const items = ['a', 'b'];", system: "items.map((item) => `- ${item}`).join('\\n')" },
    py: { before: 'items = ["a", "b"]', system: '"\\n".join(f"- {item}" for item in items)' },
  },
  'map with an index': {
    gives: '1. a\n2. b',
    ts: {
      before: "const items = ['a', 'b'];",
      system: "items.map((item, index) => `${index + 1}. ${item}`).join('\\n')",
    },
    py: { before: 'items = ["a", "b"]', system: '"\\n".join(f"{i + 1}. {item}" for i, item in enumerate(items))' },
  },
  'replace of a placeholder': {
    gives: 'Hi «tone ?», bye',
    ts: {
      before: "const base = 'Hi {{tone}}, bye';",
      params: 'tone: string',
      system: "base.replace('{{tone}}', tone)",
    },
    py: { before: 'BASE = "Hi {{tone}}, bye"', params: 'tone', system: 'BASE.replace("{{tone}}", tone)' },
  },
  'replace with a constant': {
    gives: 'Hi Ann, bye Ann',
    ts: { before: "const base = 'Hi NAME, bye NAME';", system: "base.replaceAll('NAME', 'Ann')" },
    py: { before: 'BASE = "Hi NAME, bye NAME"', system: 'BASE.replace("NAME", "Ann")' },
  },
  'replace chains': {
    gives: 'a=1 b=«tone ?»',
    ts: {
      before: "const base = 'a=%A% b=%B%';",
      params: 'tone: string',
      system: "base.replace('%A%', '1').replace('%B%', tone)",
    },
    py: { before: 'BASE = "a=%A% b=%B%"', params: 'tone', system: 'BASE.replace("%A%", "1").replace("%B%", tone)' },
  },
  'format by name': {
    gives: 'Hi «tone ?» in Rome',
    py: { before: 'BASE = "Hi {tone} in {city}"', params: 'tone', system: 'BASE.format(tone=tone, city="Rome")' },
  },
  'format by position': {
    gives: 'Hi A and B',
    py: { before: 'BASE = "Hi {} and {}"', system: 'BASE.format("A", "B")' },
  },
  'format by index': {
    gives: 'Hi B and A',
    py: { before: 'BASE = "Hi {1} and {0}"', system: 'BASE.format("A", "B")' },
  },
  'format with doubled braces': {
    gives: 'Give {"a": 1} to «tone ?»',
    py: { before: `BASE = 'Give {{"a": 1}} to {tone}'`, params: 'tone', system: 'BASE.format(tone=tone)' },
  },
  'format of a splat': {
    gives: 'Hi A',
    py: { before: 'BASE = "Hi {x}"\nvalues = {"x": "A"}', system: 'BASE.format(**values)' },
  },
  format_map: { gives: 'Hi A', py: { before: 'BASE = "Hi {x}"', system: 'BASE.format_map({"x": "A"})' } },
  'f-string with a width': { gives: '«tone ?»|', py: { params: 'tone', system: 'f"{tone:>10}|"' } },
  'f-string with a conversion': { gives: 'x «tone ?»', py: { params: 'tone', system: 'f"x {tone!r}"' } },
  'f-string that names itself': { gives: 'tone=«tone ?»', py: { params: 'tone', system: 'f"{tone=}"' } },
  'adjacent literals': { gives: 'one two three', py: { system: '("one "\n        "two "\n        "three")' } },
  'adjacent literal and f-string': {
    gives: 'one «tone ?» three',
    py: { params: 'tone', system: '("one "\n        f"{tone} "\n        "three")' },
  },
  'trim and strip': {
    gives: 'Be brief.',
    ts: { before: 'const base = `\n  Be brief.\n`;', system: 'base.trim()' },
    py: { before: 'BASE = """\n  Be brief.\n"""', system: 'BASE.strip()' },
  },
  'upper case': { gives: 'BE BRIEF', ts: { system: "'be brief'.toUpperCase()" }, py: { system: '"be brief".upper()' } },
  'a conditional of two constants': {
    gives: '«a|b ?»',
    ts: { params: 'terse: boolean', system: "terse ? 'a' : 'b'" },
    py: { params: 'terse', system: '"a" if terse else "b"' },
  },
  'a conditional that is decided': {
    gives: 'a',
    ts: { before: 'const terse = true;', system: "terse ? 'a' : 'b'" },
    py: { before: 'TERSE = True', system: '"a" if TERSE else "b"' },
  },
  'a variable set in two branches': {
    gives: '«a|b ?»',
    ts: {
      params: 'terse: boolean',
      body: "let text: string;\nif (terse) text = 'a';\nelse text = 'b';",
      system: 'text',
    },
    py: { params: 'terse', body: 'if terse:\n    text = "a"\nelse:\n    text = "b"', system: 'text' },
  },
  'a part added under a condition': {
    gives: 'base« more| ?» end',
    ts: {
      params: 'terse: boolean',
      body: "let text = 'base';\nif (terse) text += ' more';\ntext += ' end';",
      system: 'text',
    },
    py: { params: 'terse', body: 'text = "base"\nif terse:\n    text += " more"\ntext += " end"', system: 'text' },
  },
  'a fallback by or': {
    gives: '««own ?»|usual ?»',
    ts: { params: 'own?: string', system: "own ?? 'usual'" },
    py: { params: 'own: str | None = None', system: 'own or "usual"' },
  },
  'JSON of a constant record': {
    gives: '{"a":1,"b":["x"]}',
    ts: { system: "JSON.stringify({ a: 1, b: ['x'] })" },
  },
  'a destructured constant': {
    gives: 'A B',
    ts: { before: "const { a, b: [c] } = { a: 'A', b: ['B'] };", system: '`${a} ${c}`' },
    py: { before: 'a, (c,) = "A", ["B"]', system: 'f"{a} {c}"' },
  },
  'text sliced from a constant': {
    gives: 'abc',
    ts: { system: "'abcdef'.slice(0, 3)" },
    py: { system: '"abcdef"[:3]' },
  },
  'text repeated': { gives: 'ababab', ts: { system: "'ab'.repeat(3)" }, py: { system: '"ab" * 3' } },
  'str of a value': { gives: 'n=3', ts: { system: "'n=' + String(3)" }, py: { system: '"n=" + str(3)' } },
  'a tagged template': {
    gives: 'Hi «tone ?»',
    ts: { before: "import dedent from 'dedent';", params: 'tone: string', system: 'dedent`Hi ${tone}`' },
  },
  'String.raw': { gives: 'a\\n', ts: { system: 'String.raw`a\\n`' } },
});
