// Tests of the scopes of names, and of module variables that functions change.
import { describeRows } from './promptRows.ts';

describeRows('state', {
  'a module variable set by an exported function': {
    gives: 'It is «mode call ~».',
    ts: {
      before: "let mode = 'plan';\nexport function setMode(next: string) { mode = next; }",
      system: '`It is ${mode}.`',
    },
    py: {
      before: 'mode = "plan"\ndef set_mode(value):\n    global mode\n    mode = value',
      system: 'f"It is {mode}."',
    },
  },
  'a variable assigned once': {
    gives: 'It is plan.',
    ts: { before: "let mode = 'plan';", system: '`It is ${mode}.`' },
    py: { before: 'mode = "plan"', system: 'f"It is {mode}."' },
  },
  'a list that other functions add to': {
    gives: 'Files: «files call ~»',
    ts: {
      before: 'const files: string[] = [];\nexport function open(path: string) { files.push(path); }',
      system: '`Files: ${files.join(", ")}`',
    },
    py: { before: 'files = []\ndef open_file(path):\n    files.append(path)', system: '"Files: " + ", ".join(files)' },
  },
  'a counter of the module': {
    gives: 'Turn «turns call ~»',
    ts: { before: 'let turns = 0;', body: 'turns += 1;', system: '`Turn ${turns}`' },
    py: { before: 'turns = 0', body: 'global turns\nturns += 1', system: 'f"Turn {turns}"' },
  },
  'a local that hides a module variable': {
    gives: 'local',
    ts: { before: "const text = 'module';", body: "const text = 'local';", system: 'text' },
    py: { before: 'text = "module"', body: 'text = "local"', system: 'text' },
  },
  'a block that hides': {
    gives: 'outer',
    ts: { body: "const text = 'outer';\n{ const text = 'inner'; void text; }", system: 'text' },
  },
  'a var that is hoisted': {
    gives: 'set',
    ts: { body: "if (true) { var text = 'set'; }", system: 'text!' },
  },
  'a nonlocal variable': {
    gives: 'two',
    py: {
      before:
        'def make():\n    word = "one"\n    def change():\n        nonlocal word\n        word = "two"\n    change()\n    return word',
      system: 'make()',
    },
  },
  'a name of a comprehension stays in it': {
    gives: 'outer',
    py: { body: 'x = "outer"\n_ = [x for x in ["a"]]', system: 'x' },
  },
  'a walrus': {
    gives: 'Be brief.',
    py: { body: 'if (text := "Be brief."):\n    pass', system: 'text' },
  },
});
