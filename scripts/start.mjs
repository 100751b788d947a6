// `npm start`: builds Hitrate, runs it over the example agents and their mended twins, and shows what mending saves.
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const cli = path.join(root, 'dist', 'cli.js');
const examples = [
  { name: 'TypeScript', broken: 'examples/support-agent-ts', mended: 'examples/support-agent-ts-mended' },
  { name: 'Python', broken: 'examples/support-agent-py', mended: 'examples/support-agent-py-mended' },
];

const isColored = process.stdout.isTTY === true && process.env.NO_COLOR === undefined;
const style = (on, off) => (text) => (isColored ? `\u001b[${on}m${text}\u001b[${off}m` : text);
const bold = style(1, 22);
const dim = style(2, 22);
const green = style(32, 39);
const severityStyles = {
  error: style(31, 39),
  warning: style(33, 39),
  information: style(34, 39),
  hint: dim,
};
const width = Math.min(110, Math.max(60, process.stdout.columns || 100));

const lines = (...each) => console.log(each.join('\n'));

/** Findings are what is shown, so exit code 1 is fine; anything else but 0 is a crash. */
function hitrate(command, folder) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [cli, command, folder, '--format', 'json'], {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 64 << 20,
  });
  if (status !== 0 && status !== 1) throw new Error(`hitrate ${command} ${folder} failed (${status}).\n${stderr}`);
  return JSON.parse(stdout);
}

async function buildAll() {
  const started = Date.now();
  let build;
  try {
    ({ build } = await import('../esbuild.mjs'));
  } catch (error) {
    if (error.code === 'ERR_MODULE_NOT_FOUND') throw new Error('The dependencies are missing: run `npm ci` first.');
    throw error;
  }
  await build({ outdir: path.join(root, 'dist') });
  return `${((Date.now() - started) / 1000).toFixed(1)} s`;
}

/** The first sentence says what is wrong; the whole text stands in the report of `check`. */
function firstSentence(text) {
  return /^.*?[.!?](?=\s+[A-Z≈]|$)/s.exec(text)?.[0] ?? text;
}

function wrap(text, indent) {
  const rows = [''];
  for (const word of text.split(/\s+/)) {
    const row = rows.at(-1);
    if (row !== '' && indent.length + row.length + 1 + word.length > width) rows.push(word);
    else rows[rows.length - 1] = row === '' ? word : `${row} ${word}`;
  }
  return rows.map((row) => indent + row);
}

/** Findings of one rule on one line are told once. */
function findingLines(findings) {
  const dearestFirst = [...findings].sort((a, b) => (b.effect?.dollarsPerTick ?? 0) - (a.effect?.dollarsPerTick ?? 0));
  return groupsOf(dearestFirst).flatMap(([first, ...more]) => {
    const { file, startLine, startColumn, severity, rule, message, effect, fixes } = first;
    const cost =
      effect?.dollarsPerTick === undefined ? [] : [`costs ≈${money(effect.dollarsPerTick)} a tick on average`];
    const again = more.length === 0 ? [] : [`${more.length} more like it on this line`];
    const fix = fixes.length === 0 ? [] : [`fix: ${fixes[0].title}`];
    return [
      `  ${bold(`${file}:${startLine}:${startColumn}`)}  ${severityStyles[severity](severity)}  ${dim(rule)}`,
      ...wrap(firstSentence(message), '    '),
      ...wrap([...cost, ...again, ...fix].join(' · '), '    ').map(dim),
    ];
  });
}

function groupsOf(findings) {
  const groups = new Map();
  for (const finding of findings) {
    const key = `${finding.file}:${finding.startLine} ${finding.rule}`;
    groups.set(key, [...(groups.get(key) ?? []), finding]);
  }
  return [...groups.values()];
}

function money(dollars) {
  if (dollars === undefined) return '?';
  if (dollars >= 1) return `$${dollars.toFixed(2)}`;
  return dollars >= 0.001 || dollars === 0 ? `$${dollars.toFixed(4)}` : `$${dollars.toPrecision(2)}`;
}

const percent = (rate) => (rate === undefined ? '?' : `${Math.round(rate * 100)}%`);

/** The first column is aligned left, the others right. */
function table(rows) {
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)));
  return rows.map((row, at) => {
    const cells = row.map((cell, column) =>
      column === 0 ? cell.padEnd(widths[column]) : cell.padStart(widths[column]),
    );
    const text = `  ${cells.join('   ')}`;
    return at === 0 ? dim(text) : text;
  });
}

/** The model call of the agent's loop. */
const agentCall = ({ calls }) => {
  const call = calls.find(({ file }) => /\bagent\.[a-z]+$/.test(file));
  if (call?.run?.cost === undefined || call.measured === undefined)
    throw new Error('The model call of an example was not understood.');
  return call;
};

/** Where the prompt of the second tick parts from the first one's. */
function divergenceLines({ broken, before }) {
  const { divergence, missReason } = before.call.measured.ticks[1];
  if (divergence?.source === undefined) return [];
  const { path: file, line, label } = divergence.source;
  const place = `${path.relative(root, file)}:${line}${label === undefined ? '' : ` (${label})`}`;
  return wrap(
    `${broken}: the second prompt parts from the first at byte ${divergence.byte}, which comes from ${place}: ${missReason}.`,
    '  ',
  ).map(dim);
}

const count = (amount, noun) => `${amount} ${noun}${amount === 1 ? '' : 's'}`;

async function main() {
  lines(`${bold('Hitrate')} finds what breaks the prompt cache of LLM agents, and what it costs.`);
  lines(dim(`Built dist/ in ${await buildAll()}. Nothing below needs a key or another machine.`), '');

  const results = examples.map(({ name, broken, mended }) => ({
    name,
    broken,
    before: { check: hitrate('check', broken), call: agentCall(hitrate('profile', broken)) },
    after: { check: hitrate('check', mended), call: agentCall(hitrate('profile', mended)) },
  }));
  const [first, ...others] = results;

  lines(bold(`Findings in ${first.broken}`), ...findingLines(first.before.check.findings), '');
  for (const { broken, before } of others) {
    lines(`  ${broken}, the same agent in Python: ${count(before.check.findings.length, 'finding')}.`);
  }
  const left = results.reduce((sum, { after }) => sum + after.check.findings.length, 0);
  lines(`  Their mended twins: ${left === 0 ? green('no findings') : count(left, 'finding')}.`, '');

  const { model, prices } = first.before.call;
  const states = results.flatMap(({ name, before, after }) => [
    { label: `${name}, as it stands`, call: before.call },
    { label: `${name}, mended`, call: after.call },
  ]);
  lines(
    bold(`One tick of the agent's loop`) + dim(`   ${model}, dollars`),
    ...table([
      ['', 'input tokens', 'uncached', 'cold', 'warm', 'prompt hit rate'],
      ...states.map(({ label, call: { input, tick } }) => [
        label,
        `≈${input.tokens.toLocaleString('en-US')}`,
        money(tick.uncached),
        money(tick.cold),
        money(tick.warm),
        percent(tick.hitRate),
      ]),
    ]),
    dim(
      '  uncached: no cache at all · cold: the first tick, which writes the cache · warm: a later one, which reads it',
    ),
    '',
  );

  const { run, day } = first.before.call;
  lines(
    bold(`A run of ${run.ticks} ticks, and a day of ${day.runs} runs`),
    ...table([
      ['', 'as it stands', 'mended', 'saved a run', 'saved a day', 'hit rate of the run'],
      ...results.map(({ name, before: { call: a }, after: { call: b } }) => [
        name,
        money(a.run.cost),
        money(b.run.cost),
        `${money(a.run.cost - b.run.cost)} (${percent(1 - b.run.cost / a.run.cost)})`,
        money(a.day.cost - b.day.cost),
        `${percent(a.run.hitRate)} → ${percent(b.run.hitRate)}`,
      ]),
    ]),
    ...wrap(`Tokens are estimates; a part known only at run time counts as 50. ${prices?.[0] ?? ''}`, '  ').map(dim),
    '',
  );

  lines(
    bold('The same runs, sent') +
      dim('   over HTTP, through the Anthropic SDK, to a local provider that simulates the cache'),
    ...table([
      ['', 'requests', 'hit rate, predicted', 'measured', 'cost, predicted', 'measured'],
      ...states.map(({ label, call: { run, measured } }) => [
        label,
        String(measured.ticks.length),
        percent(run.hitRate),
        percent(measured.total.hitRate),
        money(run.cost),
        money(measured.total.cost),
      ]),
    ]),
    ...divergenceLines(first),
    '',
  );

  lines(
    bold('Next'),
    `  node dist/cli.js check <folder>                                      your own agent`,
    `  node dist/cli.js profile examples/support-agent-ts/src/agent.ts      its prompt, tick by tick`,
    `  npm run package                                                      the extension for VS Code, dist/hitrate.vsix`,
  );
}

try {
  await main();
} catch (error) {
  console.error(`npm start: ${error.message}`);
  process.exitCode = 1;
}
