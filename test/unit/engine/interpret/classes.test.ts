// Tests of classes: fields, inheritance, accessors, builders and instances of their own.
import { describeRows } from './promptRows.ts';

describeRows('classes', {
  'a field set in the constructor': {
    gives: 'Hi Ann',
    ts: {
      before:
        "class P { name: string; constructor(name: string) { this.name = name; } text() { return `Hi ${this.name}`; } }\nconst p = new P('Ann');",
      system: 'p.text()',
    },
    py: {
      before:
        'class P:\n    def __init__(self, name):\n        self.name = name\n    def text(self):\n        return f"Hi {self.name}"\np = P("Ann")',
      system: 'p.text()',
    },
  },
  'a parameter property': {
    gives: 'Hi Ann',
    ts: {
      before: 'class P { constructor(private readonly name: string) {} text() { return `Hi ${this.name}`; } }',
      system: "new P('Ann').text()",
    },
  },
  'a field with an initial value': {
    gives: 'Be brief.',
    ts: {
      before: "class P { private readonly text = 'Be brief.'; get() { return this.text; } }",
      system: 'new P().get()',
    },
    py: {
      before: 'class P:\n    text = "Be brief."\n    def get(self):\n        return self.text',
      system: 'P().get()',
    },
  },
  'a static field': {
    gives: 'Be brief.',
    ts: { before: "class P { static text = 'Be brief.'; }", system: 'P.text' },
    py: { before: 'class P:\n    TEXT = "Be brief."', system: 'P.TEXT' },
  },
  'a static method': {
    gives: 'Hi Ann',
    ts: { before: 'class P { static hi(name: string) { return `Hi ${name}`; } }', system: "P.hi('Ann')" },
    py: {
      before: 'class P:\n    @staticmethod\n    def hi(name):\n        return f"Hi {name}"',
      system: 'P.hi("Ann")',
    },
  },
  'a getter': {
    gives: 'Hi Ann',
    ts: { before: "class P { name = 'Ann'; get text() { return `Hi ${this.name}`; } }", system: 'new P().text' },
    py: {
      before: 'class P:\n    name = "Ann"\n    @property\n    def text(self):\n        return f"Hi {self.name}"',
      system: 'P().text',
    },
  },
  'a setter': {
    gives: 'Hi Ann',
    ts: {
      before:
        "class P { private _n = ''; set name(v: string) { this._n = v; } get text() { return `Hi ${this._n}`; } }",
      body: "const p = new P();\np.name = 'Ann';",
      system: 'p.text',
    },
    py: {
      before:
        'class P:\n    @property\n    def name(self):\n        return self._n\n    @name.setter\n    def name(self, v):\n        self._n = v',
      body: 'p = P()\np.name = "Ann"',
      system: 'f"Hi {p.name}"',
    },
  },
  'a function inside of a method': {
    gives: 'Hi Ann, short',
    ts: {
      before:
        "class P {\n  name = 'Ann';\n  text() {\n    const hi = (style: string) => `Hi ${this.name}, ${style}`;\n    return hi('short');\n  }\n}",
      system: 'new P().text()',
    },
    py: {
      before:
        'class P:\n    name = "Ann"\n    def text(self):\n        def hi(style):\n            return f"Hi {self.name}, {style}"\n        return hi("short")',
      system: 'P().text()',
    },
  },
  'a lambda inside of a method': {
    gives: 'Hi Ann',
    py: {
      before: 'class P:\n    def text(self):\n        hi = lambda name: f"Hi {name}"\n        return hi("Ann")',
      system: 'P().text()',
    },
  },
  'an inherited method': {
    gives: 'base',
    ts: { before: "class A { text() { return 'base'; } }\nclass B extends A {}", system: 'new B().text()' },
    py: { before: 'class A:\n    def text(self):\n        return "base"\nclass B(A):\n    pass', system: 'B().text()' },
  },
  'a template in the base, a part in the subclass': {
    gives: 'You are a critic.',
    ts: {
      before:
        "abstract class A { protected abstract role(): string; text() { return `You are a ${this.role()}.`; } }\nclass B extends A { protected role() { return 'critic'; } }",
      system: 'new B().text()',
    },
    py: {
      before:
        'class A:\n    def role(self):\n        raise NotImplementedError\n    def text(self):\n        return f"You are a {self.role()}."\nclass B(A):\n    def role(self):\n        return "critic"',
      system: 'B().text()',
    },
  },
  'a call of the method above': {
    gives: 'base more',
    ts: {
      before: "class A { text() { return 'base'; } }\nclass B extends A { text() { return super.text() + ' more'; } }",
      system: 'new B().text()',
    },
    py: {
      before:
        'class A:\n    def text(self):\n        return "base"\nclass B(A):\n    def text(self):\n        return super().text() + " more"',
      system: 'B().text()',
    },
  },
  'a constructor above': {
    gives: 'Hi Ann',
    ts: {
      before:
        "class A { constructor(protected name: string) {} }\nclass B extends A { constructor() { super('Ann'); } text() { return `Hi ${this.name}`; } }",
      system: 'new B().text()',
    },
    py: {
      before:
        'class A:\n    def __init__(self, name):\n        self.name = name\nclass B(A):\n    def __init__(self):\n        super().__init__("Ann")\n    def text(self):\n        return f"Hi {self.name}"',
      system: 'B().text()',
    },
  },
  'two bases': {
    gives: 'left',
    py: {
      before:
        'class L:\n    def text(self):\n        return "left"\nclass R:\n    def text(self):\n        return "right"\nclass B(L, R):\n    pass',
      system: 'B().text()',
    },
  },
  'a data class': {
    gives: 'Hi Ann of Rome',
    py: {
      before: 'from dataclasses import dataclass\n@dataclass\nclass P:\n    name: str\n    city: str = "Rome"',
      system: "f\"Hi {P('Ann').name} of {P('Ann').city}\"",
    },
  },
  'a fluent builder': {
    gives: 'a b',
    ts: {
      before:
        "class Builder { parts: string[] = []; add(x: string) { this.parts.push(x); return this; } build() { return this.parts.join(' '); } }",
      system: "new Builder().add('a').add('b').build()",
    },
    py: {
      before:
        'class Builder:\n    def __init__(self):\n        self.parts = []\n    def add(self, x):\n        self.parts.append(x)\n        return self\n    def build(self):\n        return " ".join(self.parts)',
      system: 'Builder().add("a").add("b").build()',
    },
  },
  'two instances': {
    gives: 'a b',
    ts: {
      before: "class P { constructor(public x: string) {} }\nconst p = new P('a');\nconst q = new P('b');",
      system: '`${p.x} ${q.x}`',
    },
    py: {
      before: 'class P:\n    def __init__(self, x):\n        self.x = x\np = P("a")\nq = P("b")',
      system: 'f"{p.x} {q.x}"',
    },
  },
  'an enumeration': {
    gives: 'brief',
    ts: { before: "enum Style { Brief = 'brief', Long = 'long' }", system: 'Style.Brief' },
  },
  'a called instance': {
    gives: 'Hi Ann',
    py: { before: 'class P:\n    def __call__(self, name):\n        return f"Hi {name}"\np = P()', system: 'p("Ann")' },
  },
});
