// Tests of how often a moment changes once it is formatted, and of when it is read: on import or on each call.
import { beforeAll, describe, expect, it } from 'vitest';
import type { Engine } from '../../../../server/src/engine/index.ts';
import { sharedEngine } from '../../../harness/analyzeProject.ts';
import { type SourceLanguage, systemOf } from '../../../harness/understand.ts';

let engine: Engine;
beforeAll(async () => {
  engine = await sharedEngine();
});

/** How often the only hole of the prompt changes; several holes or none are spelled out. */
function changesOf(language: SourceLanguage, before: string, expression: string, body = ''): string {
  const system = language === 'ts' ? `\`It is \${${expression}}.\`` : `f"It is {${expression}}."`;
  const shown = systemOf(engine, language, { before, body, system });
  return /^It is «[^«»]* (\w+)( ~)?»\.$/.exec(shown)?.[1] ?? shown;
}

describe('moments in TypeScript', () => {
  it.each([
    ['new Date()', 'call'],
    ['Date.now()', 'call'],
    ['Date()', 'call'],
    ['performance.now()', 'call'],
    ['new Date().toISOString()', 'call'],
    ['new Date().toString()', 'call'],
    ['new Date().toLocaleString()', 'call'],
    ['new Date().toLocaleTimeString()', 'call'],
    ['new Date().getTime()', 'call'],
    ['new Date().toUTCString()', 'call'],
    ['+new Date()', 'call'],
    ['new Date(Date.now()).toISOString()', 'call'],
    ['new Date().getHours()', 'minute'],
    ['new Date().toISOString().slice(0, 16)', 'minute'],
    ['new Date().toDateString()', 'day'],
    ['new Date().toLocaleDateString()', 'day'],
    ["new Date().toLocaleDateString('en-GB', { weekday: 'long' })", 'day'],
    ['new Date().toISOString().slice(0, 10)', 'day'],
    ['new Date().toISOString().substring(0, 10)', 'day'],
    ["new Date().toISOString().split('T')[0]", 'day'],
    ["new Date().toLocaleTimeString([], { hour: '2-digit', minute: '2-digit' })", 'minute'],
    ["new Date().toLocaleString('en', { hour: 'numeric' })", 'minute'],
    ["new Date().toLocaleString('en', { timeStyle: 'short' })", 'minute'],
    ["new Date().toLocaleString('en', { month: 'long', year: 'numeric' })", 'day'],
    ["new Date().toISOString().split('T')[1]", 'call'],
    ["new Intl.DateTimeFormat('en', { timeStyle: 'medium' }).format(new Date())", 'call'],
    ["new Date().toISOString().split('T').at(0)", 'day'],
    ['new Date().getFullYear()', 'day'],
    ['new Date().getDate()', 'day'],
    ["new Intl.DateTimeFormat('en', { dateStyle: 'long' }).format(new Date())", 'day'],
    ["new Intl.DateTimeFormat('en').format(new Date())", 'day'],
    ["new Intl.DateTimeFormat('en', { hour: 'numeric', minute: 'numeric' }).format(new Date())", 'minute'],
  ])('%s changes every %s', (expression, changes) => {
    expect(changesOf('ts', '', expression)).toBe(changes);
  });

  it.each([
    ["import { format } from 'date-fns';", "format(new Date(), 'yyyy-MM-dd')", 'day'],
    ["import { format } from 'date-fns';", "format(new Date(), 'yyyy-MM-dd HH:mm')", 'minute'],
    ["import { format } from 'date-fns';", "format(new Date(), 'yyyy-MM-dd HH:mm:ss')", 'call'],
    ["import dayjs from 'dayjs';", "dayjs().format('YYYY-MM-DD')", 'day'],
    ["import dayjs from 'dayjs';", 'dayjs().format()', 'call'],
    ["import { DateTime } from 'luxon';", 'DateTime.now().toISO()', 'call'],
    ["import { DateTime } from 'luxon';", 'DateTime.now().toISODate()', 'day'],
    ["import moment from 'moment';", "moment().format('YYYY-MM-DD')", 'day'],
  ])('%s %s changes every %s', (before, expression, changes) => {
    expect(changesOf('ts', before, expression)).toBe(changes);
  });

  it('keeps the grain through a helper and a variable', () => {
    const before =
      "function today() { const now = new Date(); const [day] = now.toISOString().split('T'); return day; }";
    expect(changesOf('ts', before, 'today()')).toBe('day');
  });

  it('joins parts of a date to the finest of them', () => {
    const before = 'const pad = (n: number) => String(n).padStart(2, "0");';
    const body = 'const d = new Date();';
    const shown = systemOf(engine, 'ts', {
      before,
      body,
      system: '`${d.getFullYear()}-${pad(d.getMonth() + 1)}-${pad(d.getDate())}`',
    });
    expect([...shown.matchAll(/ (\w+)»/g)].map((match) => match[1])).toEqual(['day', 'day', 'day']);
  });

  it('tells a moment of the past from the present', () => {
    expect(systemOf(engine, 'ts', { system: "`Since ${new Date('2024-05-01').toISOString()}.`" })).not.toMatch(
      / (call|day|minute)/,
    );
    expect(systemOf(engine, 'ts', { system: '`Since ${new Date(2024, 4, 1).getFullYear()}.`' })).not.toMatch(
      / (call|day|minute)/,
    );
  });
});

describe('moments in Python', () => {
  const imports = 'import datetime as dt\nimport time\nfrom datetime import date, datetime, timezone';
  it.each([
    ['datetime.now()', 'call'],
    ['str(datetime.now())[:10]', 'day'],
    ['datetime.now().isoformat(timespec="minutes")', 'minute'],
    ['format(datetime.now(), "%Y-%m-%d")', 'day'],
    ['datetime.utcnow()', 'call'],
    ['datetime.now(timezone.utc).isoformat()', 'call'],
    ['dt.datetime.now()', 'call'],
    ['dt.datetime.now(tz=dt.timezone.utc)', 'call'],
    ['time.time()', 'call'],
    ['int(time.time())', 'call'],
    ['time.time_ns()', 'call'],
    ['time.ctime()', 'call'],
    ['time.monotonic()', 'call'],
    ['time.strftime("%H:%M:%S")', 'call'],
    ['time.strftime("%Y-%m-%d")', 'day'],
    ['time.strftime("%H:%M", time.localtime())', 'minute'],
    ['datetime.now().strftime("%c")', 'call'],
    ['datetime.now().strftime("%H:%M:%S")', 'call'],
    ['datetime.now().strftime("%Y-%m-%d %H:%M")', 'minute'],
    ['datetime.now().strftime("%I %p")', 'minute'],
    ['datetime.now().strftime("%A, %B %d, %Y")', 'day'],
    ['datetime.today().strftime("%Y-%m-%d")', 'day'],
    ['datetime.now():%Y-%m-%d', 'day'],
    ['datetime.now():%Y-%m-%d %H:%M:%S', 'call'],
    ['date.today()', 'day'],
    ['date.today().isoformat()', 'day'],
    ['dt.date.today().strftime("%d.%m.%Y")', 'day'],
    ['datetime.now().date()', 'day'],
    ['datetime.now().date().isoformat()', 'day'],
    ['datetime.now().year', 'day'],
    ['datetime.now().hour', 'minute'],
    ['datetime.now().isoformat()[:10]', 'day'],
    ['datetime.now().isoformat().split("T")[0]', 'day'],
    ['datetime.now().replace(microsecond=0).isoformat()', 'call'],
  ])('%s changes every %s', (expression, changes) => {
    expect(changesOf('py', imports, expression.replaceAll('"', "'"))).toBe(changes);
  });
});

describe('when a moment is read', () => {
  it.each([
    ['ts', 'const started = new Date().toISOString();', 'started', 'process'],
    ['ts', 'const prompt = { at: `${Date.now()}` };', 'prompt.at', 'process'],
    ['ts', 'class P { static readonly at = Date.now(); }', 'P.at', 'process'],
    ['ts', 'const now = () => new Date().toISOString();', 'now()', 'call'],
    ['py', 'import time\nSTARTED = time.time()', 'STARTED', 'process'],
    ['py', 'import time\nclass P:\n    at = time.time()', 'P.at', 'process'],
    ['py', 'import time\nnow = lambda: time.time()', 'now()', 'call'],
    [
      'py',
      'import time\nclass P:\n    @property\n    def now(self):\n        return time.time()\np = P()',
      'p.now',
      'call',
    ],
  ] as const)('%s: %s', (language, before, expression, changes) => {
    expect(changesOf(language, before, expression)).toBe(changes);
  });

  it('an import-time moment of another file', () => {
    const ts = systemOf(engine, 'ts', {
      files: { 'clock.ts': 'export const started = new Date().toISOString();' },
      before: "import { started } from './clock.ts';",
      system: '`Since ${started}`',
    });
    const py = systemOf(engine, 'py', {
      files: { 'clock.py': 'import time\nSTARTED = time.time()' },
      before: 'from clock import STARTED',
      system: 'f"Since {STARTED}"',
    });
    expect(ts).toMatch(/^Since «.* process»$/);
    expect(py).toMatch(/^Since «.* process»$/);
  });
});

describe('other values that change', () => {
  it.each([
    ['ts', '', 'Math.random()', 'call'],
    ['ts', '', 'crypto.randomUUID()', 'call'],
    ['ts', "import { v4 } from 'uuid';", 'v4()', 'call'],
    ['ts', "import { nanoid } from 'nanoid';", 'nanoid()', 'call'],
    ['py', 'import uuid', 'uuid.uuid4()', 'call'],
    ['py', 'import uuid', 'uuid.uuid4().hex[:8]', 'call'],
    ['py', 'import random', 'random.random()', 'call'],
    ['py', 'import random', "random.choice(['a', 'b'])", 'call'],
    ['py', 'import secrets', 'secrets.token_hex(4)', 'call'],
  ] as const)('%s: %s %s', (language, before, expression, changes) => {
    expect(changesOf(language, before, expression)).toBe(changes);
  });

  it.each([
    ['ts', '', 'process.platform'],
    ['ts', '', 'process.env.REGION'],
    ['ts', '', 'process.cwd()'],
    ['ts', "import os from 'node:os';", 'os.homedir()'],
    ['py', 'import os', 'os.getcwd()'],
    ['py', 'import os', "os.environ['REGION']"],
    ['py', 'import os', "os.getenv('REGION', 'eu')"],
    ['py', 'import platform', 'platform.system()'],
    ['py', 'import sys', 'sys.platform'],
    ['py', 'import os', 'os.path.dirname(__file__)'],
  ] as const)('%s: %s %s stays while the process lives', (language, before, expression) => {
    const shown = changesOf(language, before, expression);
    expect(shown).not.toMatch(/call|request|minute|day|\?/);
  });
});
