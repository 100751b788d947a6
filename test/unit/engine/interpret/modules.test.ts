// Tests of what is imported: constants, functions and classes of other files, re-exports and cycles.
import { describeRows } from './promptRows.ts';

describeRows('modules', {
  'an imported constant': {
    gives: 'Be brief.',
    ts: {
      files: { 'prompts.ts': "export const prompt = 'Be brief.';" },
      before: "import { prompt } from './prompts.ts';",
      system: 'prompt',
    },
    py: { files: { 'prompts.py': 'PROMPT = "Be brief."' }, before: 'from prompts import PROMPT', system: 'PROMPT' },
  },
  'an import without an extension': {
    gives: 'Be brief.',
    ts: {
      files: { 'prompts.ts': "export const prompt = 'Be brief.';" },
      before: "import { prompt } from './prompts';",
      system: 'prompt',
    },
  },
  'an import with the extension of the output': {
    gives: 'Be brief.',
    ts: {
      files: { 'prompts.ts': "export const prompt = 'Be brief.';" },
      before: "import { prompt } from './prompts.js';",
      system: 'prompt',
    },
  },
  'an import of a folder': {
    gives: 'Be brief.',
    ts: {
      files: { 'prompts/index.ts': "export const prompt = 'Be brief.';" },
      before: "import { prompt } from './prompts';",
      system: 'prompt',
    },
    py: {
      files: { 'prompts/__init__.py': 'PROMPT = "Be brief."' },
      before: 'from prompts import PROMPT',
      system: 'PROMPT',
    },
  },
  'a renamed import': {
    gives: 'Be brief.',
    ts: {
      files: { 'prompts.ts': "const inner = 'Be brief.';\nexport { inner as prompt };" },
      before: "import { prompt as text } from './prompts.ts';",
      system: 'text',
    },
    py: {
      files: { 'prompts.py': 'PROMPT = "Be brief."' },
      before: 'from prompts import PROMPT as TEXT',
      system: 'TEXT',
    },
  },
  'a namespace': {
    gives: 'Be brief.',
    ts: {
      files: { 'prompts.ts': "export const prompt = 'Be brief.';" },
      before: "import * as prompts from './prompts.ts';",
      system: 'prompts.prompt',
    },
    py: { files: { 'prompts.py': 'PROMPT = "Be brief."' }, before: 'import prompts', system: 'prompts.PROMPT' },
  },
  'a default export': {
    gives: 'Be brief.',
    ts: {
      files: { 'prompts.ts': "export default 'Be brief.';" },
      before: "import prompt from './prompts.ts';",
      system: 'prompt',
    },
  },
  'a default function': {
    gives: 'Be brief.',
    ts: {
      files: { 'prompts.ts': "export default function prompt() { return 'Be brief.'; }" },
      before: "import prompt from './prompts.ts';",
      system: 'prompt()',
    },
  },
  'a re-export': {
    gives: 'Be brief.',
    ts: {
      files: { 'a.ts': "export { prompt } from './b.ts';", 'b.ts': "export const prompt = 'Be brief.';" },
      before: "import { prompt } from './a.ts';",
      system: 'prompt',
    },
    py: {
      files: { 'pkg/__init__.py': 'from .b import PROMPT', 'pkg/b.py': 'PROMPT = "Be brief."' },
      before: 'from pkg import PROMPT',
      system: 'PROMPT',
    },
  },
  'a star re-export': {
    gives: 'Be brief.',
    ts: {
      files: { 'a.ts': "export * from './b.ts';", 'b.ts': "export const prompt = 'Be brief.';" },
      before: "import { prompt } from './a.ts';",
      system: 'prompt',
    },
    py: {
      files: { 'a.py': 'from b import *', 'b.py': 'PROMPT = "Be brief."' },
      before: 'from a import PROMPT',
      system: 'PROMPT',
    },
  },
  'a named star re-export': {
    gives: 'Be brief.',
    ts: {
      files: { 'a.ts': "export * as b from './b.ts';", 'b.ts': "export const prompt = 'Be brief.';" },
      before: "import { b } from './a.ts';",
      system: 'b.prompt',
    },
  },
  'a relative import upwards': {
    gives: 'Be brief.',
    py: {
      files: {
        'pkg/__init__.py': '',
        'pkg/base.py': 'PROMPT = "Be brief."',
        'pkg/sub/__init__.py': '',
        'pkg/sub/use.py': 'from ..base import PROMPT\ndef get():\n    return PROMPT',
      },
      before: 'from pkg.sub.use import get',
      system: 'get()',
    },
  },
  'a submodule by its package': {
    gives: 'Be brief.',
    py: {
      files: { 'pkg/__init__.py': '', 'pkg/prompts.py': 'PROMPT = "Be brief."' },
      before: 'from pkg import prompts',
      system: 'prompts.PROMPT',
    },
  },
  'a dotted import': {
    gives: 'Be brief.',
    py: {
      files: { 'pkg/__init__.py': '', 'pkg/prompts.py': 'PROMPT = "Be brief."' },
      before: 'import pkg.prompts',
      system: 'pkg.prompts.PROMPT',
    },
  },
  'a required module': {
    gives: 'Be brief.',
    ts: {
      files: { 'prompts.js': "module.exports = { prompt: 'Be brief.' };" },
      before: "const { prompt } = require('./prompts');",
      system: 'prompt',
    },
  },
  'exports by name': {
    gives: 'Be brief.',
    ts: {
      files: { 'prompts.js': "exports.prompt = 'Be brief.';" },
      before: "const prompts = require('./prompts.js');",
      system: 'prompts.prompt',
    },
  },
  'a constant made of constants of two files': {
    gives: 'one two',
    ts: {
      files: {
        'a.ts': "import { two } from './b.ts';\nexport const both = `one ${two}`;",
        'b.ts': "export const two = 'two';",
      },
      before: "import { both } from './a.ts';",
      system: 'both',
    },
    py: {
      files: { 'a.py': 'from b import TWO\nBOTH = f"one {TWO}"', 'b.py': 'TWO = "two"' },
      before: 'from a import BOTH',
      system: 'BOTH',
    },
  },
  'an import cycle': {
    gives: 'one two',
    ts: {
      files: {
        'a.ts':
          "import { two } from './b.ts';\nexport const one = 'one';\nexport const both = () => `${one} ${two()}`;",
        'b.ts': "import { one } from './a.ts';\nexport const two = () => one === '' ? '' : 'two';",
      },
      before: "import { both } from './a.ts';",
      system: 'both()',
    },
    py: {
      files: {
        'a.py': 'import b\nONE = "one"\ndef both():\n    return f"{ONE} {b.two()}"',
        'b.py': 'import a\ndef two():\n    return "two"',
      },
      before: 'from a import both',
      system: 'both()',
    },
  },
  'a class of another file': {
    gives: 'Hi Ann',
    ts: {
      files: { 'p.ts': 'export class P { constructor(private name: string) {} text() { return `Hi ${this.name}`; } }' },
      before: "import { P } from './p.ts';",
      system: "new P('Ann').text()",
    },
    py: {
      files: {
        'p.py':
          'class P:\n    def __init__(self, name):\n        self.name = name\n    def text(self):\n        return f"Hi {self.name}"',
      },
      before: 'from p import P',
      system: 'P("Ann").text()',
    },
  },
  'a base class of another file': {
    gives: 'You are a critic.',
    ts: {
      files: {
        'a.ts': 'export abstract class A { abstract role: string; text() { return `You are a ${this.role}.`; } }',
      },
      before: "import { A } from './a.ts';\nclass B extends A { role = 'critic'; }",
      system: 'new B().text()',
    },
    py: {
      files: { 'a.py': 'class A:\n    role = ""\n    def text(self):\n        return f"You are a {self.role}."' },
      before: 'from a import A\nclass B(A):\n    role = "critic"',
      system: 'B().text()',
    },
  },
});
