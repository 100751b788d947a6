// Fails when the packaged extension has outgrown its budget: users on slow lines wait for every byte.
import { statSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** Bytes. Raise it in the commit that needs more, and say why there. */
const budget = 4_400_000;

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const { size } = statSync(path.resolve(process.argv[2] ?? path.join(root, 'dist', 'hitrate.vsix')));
if (size > budget) throw new Error(`The package has ${size} bytes, its budget is ${budget}.`);
console.log(`The package has ${(size / 1e6).toFixed(2)} MB of ${budget / 1e6} MB.`);
