// Compares the shipped prices with those of published packages, and tells known disagreements from new ones.
import { compareCatalog } from './catalog/compareCatalog.ts';
import { genaiPrices } from './catalog/genaiPrices.ts';
import { explanationOf, staleExplanations } from './catalog/knownDisagreements.ts';
import { llmInfo } from './catalog/llmInfo.ts';

const comparisons = [genaiPrices, llmInfo].map(compareCatalog);
let unexplained = 0;
for (const { source, compared, absent, disagreements } of comparisons) {
  console.log(`\n## ${source}: ${compared.length} models compared, ${absent.length} not listed there\n`);
  if (disagreements.length > 0)
    console.log('| model | figure | here | there | why |\n| --- | --- | ---: | ---: | --- |');
  for (const one of disagreements) {
    const known = explanationOf(one);
    if (known === undefined) unexplained++;
    const why = known === undefined ? '**not explained**' : `${known.why} (${known.date})`;
    console.log(`| ${one.model} | ${one.figure} | ${one.ours ?? 'none'} | ${one.theirs} | ${why} |`);
  }
  console.log(`\nNot listed there: ${absent.join(', ')}`);
}
const stale = staleExplanations(comparisons.flatMap(({ disagreements }) => disagreements));
for (const one of stale) console.log(`\nNo longer true: ${one.source} ${one.models.join(', ')} ${one.figure}`);
console.log(`\n${unexplained} disagreements are not explained, ${stale.length} explanations are no longer needed.`);
process.exitCode = unexplained + stale.length === 0 ? 0 : 1;
