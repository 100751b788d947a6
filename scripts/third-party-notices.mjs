// Writes whose work is in the bundles, with the text of each licence, from what esbuild says it put into them.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const noticesFile = 'THIRD-PARTY-NOTICES.txt';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
/** Licences that ask for no more than their text. Another one is for a person to read. */
const knownLicences = [
  'MIT',
  'ISC',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'Apache-2.0',
  '0BSD',
  'Unlicense',
  'BlueOak-1.0.0',
];
const rule = '-'.repeat(80);

/** What packages do not tell by files of their own: copyright lines under the usual terms. */
const told = JSON.parse(readFileSync(path.join(root, 'scripts/third-party.json'), 'utf8'));

/**
 * Names and versions of the packages in the bundles, sorted.
 * @param {readonly { inputs: Record<string, { bytesInOutput: number }> }[]} outputs of esbuild's metafiles.
 * @param {readonly string[]} copied paths from the root of files that lie beside the bundles as they are.
 */
export function packagesIn(outputs, copied) {
  const used = outputs.flatMap(({ inputs }) =>
    Object.entries(inputs)
      .filter(([, { bytesInOutput }]) => bytesInOutput > 0)
      .map(([file]) => file),
  );
  const found = new Map();
  for (const file of [...used, ...copied]) {
    for (const each of [packageOf(file), ...embeddedIn(file)]) {
      if (each !== undefined) found.set(`${each.name} ${each.version ?? ''}`, each);
    }
    if (file.includes('tree-sitter-wasm/')) for (const each of told.grammars) found.set(each.name, each);
  }
  return [...found.values()].sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
}

/** Throws for a package whose licence is not known, or whose text is missing. */
export function noticesText(packages) {
  const parts = packages.map((each) => {
    const { name, version, license } = each;
    if (!knownLicences.includes(license)) throw new Error(`${name} has the licence ${license}: read it first.`);
    return [rule, `${name}${version === undefined ? '' : ` ${version}`} (${license})`, rule, '', textOf(each), ''].join(
      '\n',
    );
  });
  const head = 'Hitrate contains the work of others, which their licences allow. Here are their names and terms.';
  return `${[head, '', ...parts].join('\n')}\n`;
}

function packageOf(file) {
  const match = /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(file);
  return match === null ? undefined : readPackage(path.join(root, match[1]));
}

function readPackage(folder) {
  const { name, version, license } = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'));
  return { name, version, license, folder };
}

/** Packages that another package was bundled with: its source map names their files. */
function embeddedIn(file) {
  const map = path.join(root, `${file}.map`);
  if (!file.includes('node_modules/') || !existsSync(map)) return [];
  const { sources } = JSON.parse(readFileSync(map, 'utf8'));
  const names = new Set(sources.flatMap((source) => /.*node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(source)?.[1] ?? []));
  names.delete(packageOf(file)?.name);
  // The version that was embedded is not told.
  return [...names].map((name) => {
    const known = told.embedded.find((each) => each.name === name);
    if (known !== undefined) return known;
    const folder = path.join(root, 'node_modules', name);
    if (!existsSync(folder)) throw new Error(`${file} contains ${name}: add it to scripts/third-party.json.`);
    return { ...readPackage(folder), version: undefined };
  });
}

function textOf({ name, license, folder, copyright }) {
  const files =
    folder === undefined
      ? []
      : readdirSync(folder)
          .filter((file) => /^(?:licen[cs]e|copying|notice)/i.test(file))
          .sort();
  const texts = files.map((file) => readFileSync(path.join(folder, file), 'utf8').replaceAll('\r\n', '\n').trim());
  if (texts.length > 0) return texts.join('\n\n');
  const line = copyright ?? told.withoutText.find((each) => each.name === name)?.copyright;
  if (line === undefined || told[license] === undefined)
    throw new Error(`${name} has no text of its licence: add it to scripts/third-party.json.`);
  return [`${license} License`, '', line, '', ...told[license]].join('\n');
}
