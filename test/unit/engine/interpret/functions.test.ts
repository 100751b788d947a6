// Tests of functions: arguments, defaults, closures, callbacks, decorators and what they return.
import { describeRows } from './promptRows.ts';

describeRows('functions', {
  'a function that returns text': {
    gives: 'Be brief.',
    ts: { before: "function prompt() { return 'Be brief.'; }", system: 'prompt()' },
    py: { before: 'def prompt():\n    return "Be brief."', system: 'prompt()' },
  },
  'an argument': {
    gives: 'Hi Ann',
    ts: { before: 'const prompt = (name: string) => `Hi ${name}`;', system: "prompt('Ann')" },
    py: { before: 'def prompt(name):\n    return f"Hi {name}"', system: 'prompt("Ann")' },
  },
  'a default that nobody overrides': {
    gives: 'In /work',
    ts: { before: "function prompt(cwd: string = '/work') { return `In ${cwd}`; }", system: 'prompt()' },
    py: { before: 'def prompt(cwd="/work"):\n    return f"In {cwd}"', system: 'prompt()' },
  },
  'a default that the caller overrides': {
    gives: 'In /home',
    ts: { before: "function prompt(cwd: string = '/work') { return `In ${cwd}`; }", system: "prompt('/home')" },
    py: { before: 'def prompt(cwd="/work"):\n    return f"In {cwd}"', system: 'prompt(cwd="/home")' },
  },
  'a default made from another parameter': {
    gives: 'a-a',
    ts: { before: 'function prompt(a: string, b: string = a) { return `${a}-${b}`; }', system: "prompt('a')" },
    py: {
      before: 'def prompt(a, b=None):\n    if b is None:\n        b = a\n    return f"{a}-{b}"',
      system: 'prompt("a")',
    },
  },
  'options by name': {
    gives: 'Hi Ann, short',
    ts: {
      before:
        "function prompt({ name, style = 'short' }: { name: string; style?: string }) { return `Hi ${name}, ${style}`; }",
      system: "prompt({ name: 'Ann' })",
    },
    py: {
      before: 'def prompt(*, name, style="short"):\n    return f"Hi {name}, {style}"',
      system: 'prompt(name="Ann")',
    },
  },
  'rest arguments': {
    gives: 'a+b+c',
    ts: { before: "const all = (...parts: string[]) => parts.join('+');", system: "all('a', 'b', 'c')" },
    py: { before: 'def all_of(*parts):\n    return "+".join(parts)', system: 'all_of("a", "b", "c")' },
  },
  'keyword rest': {
    gives: 'Hi Ann',
    py: {
      before: 'def inner(name):\n    return f"Hi {name}"\ndef outer(**options):\n    return inner(**options)',
      system: 'outer(name="Ann")',
    },
  },
  'a spread into arguments': {
    gives: 'a-b',
    ts: {
      before: "const both = (a: string, b: string) => `${a}-${b}`;\nconst pair = ['a', 'b'] as const;",
      system: 'both(...pair)',
    },
    py: { before: 'def both(a, b):\n    return f"{a}-{b}"\npair = ["a", "b"]', system: 'both(*pair)' },
  },
  'an early return': {
    gives: '«a|b ?»',
    ts: {
      before: "function prompt(x: boolean) { if (x) return 'a'; return 'b'; }",
      params: 'x: boolean',
      system: 'prompt(x)',
    },
    py: { before: 'def prompt(x):\n    if x:\n        return "a"\n    return "b"', params: 'x', system: 'prompt(x)' },
  },
  'an early return that is decided': {
    gives: 'b',
    ts: { before: "function prompt(x: boolean) { if (x) return 'a'; return 'b'; }", system: 'prompt(false)' },
    py: { before: 'def prompt(x):\n    if x:\n        return "a"\n    return "b"', system: 'prompt(False)' },
  },
  'a table looked up by a constant': {
    gives: 'B',
    ts: { before: "const table = { a: 'A', b: 'B' };", system: "table['b']" },
    py: { before: 'TABLE = {"a": "A", "b": "B"}', system: 'TABLE["b"]' },
  },
  'a closure': {
    gives: 'Hi Ann!',
    ts: {
      before: "const greeter = (name: string) => (mark: string) => `Hi ${name}${mark}`;\nconst greet = greeter('Ann');",
      system: "greet('!')",
    },
    py: {
      before:
        'def greeter(name):\n    def greet(mark):\n        return f"Hi {name}{mark}"\n    return greet\ngreet = greeter("Ann")',
      system: 'greet("!")',
    },
  },
  'a closure over a variable set later': {
    gives: 'two',
    ts: { before: "let word = 'one';\nconst say = () => word;\nword = 'two';", system: 'say()' },
    py: { before: 'word = "one"\nsay = lambda: word\nword = "two"', system: 'say()' },
  },
  'a callback': {
    gives: 'Hi Ann',
    ts: {
      before: "const wrap = (make: (name: string) => string) => make('Ann');",
      system: 'wrap((name) => `Hi ${name}`)',
    },
    py: { before: 'def wrap(make):\n    return make("Ann")', system: 'wrap(lambda name: f"Hi {name}")' },
  },
  'a function passed by name': {
    gives: '<a>',
    ts: { before: 'const tag = (x: string) => `<${x}>`;', system: "['a'].map(tag).join('')" },
    py: { before: 'def tag(x):\n    return f"<{x}>"', system: '"".join(map(tag, ["a"]))' },
  },
  'an awaited function': {
    gives: 'Be brief.',
    ts: { before: "async function load() { return 'Be brief.'; }", system: 'await load()' },
  },
  reduce: { gives: 'a;b;', ts: { system: "['a', 'b'].reduce((all, one) => all + one + ';', '')" } },
  'a loop over constants': {
    gives: '- a\n- b\n',
    ts: { body: "let text = '';\nfor (const x of ['a', 'b']) text += `- ${x}\\n`;", system: 'text' },
    py: { body: 'text = ""\nfor x in ["a", "b"]:\n    text += f"- {x}\\n"', system: 'text' },
  },
  'a try with a fallback': {
    gives: 'Be brief.',
    ts: {
      body: "let text = 'Be brief.';\ntry { JSON.parse(question); } catch { text = 'Be brief.'; }",
      system: 'text',
    },
    py: {
      body: 'text = "Be brief."\ntry:\n    int(question)\nexcept ValueError:\n    text = "Be brief."',
      system: 'text',
    },
  },
  'a decorator of the standard library': {
    gives: 'Be brief.',
    py: {
      before: 'from functools import lru_cache\n@lru_cache(maxsize=None)\ndef prompt():\n    return "Be brief."',
      system: 'prompt()',
    },
  },
});
