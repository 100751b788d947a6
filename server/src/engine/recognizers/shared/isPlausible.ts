// Confirms a call on an unknown receiver by the shape of its options.
import type { CallSite } from '../../model/index.ts';
import type { Options } from './options.ts';
import { packageMatch } from './packageMatch.ts';

/** Packages that hand back a client of another SDK, traced or extended. */
const wrappers: readonly string[] = [
  'langsmith',
  'langfuse',
  '@langfuse/openai',
  'braintrust',
  'instructor',
  'posthog',
  '@posthog/ai',
  'weave',
];

/** Packages whose clients have calls of the same name. */
const namesakes: readonly string[] = ['twilio', 'mailgun.js', 'mailgun', 'plivo', 'vonage'];

/**
 * `needed` are the options without which the call is something else, `whole` those that make it unmistakable. In a file that imports
 * the SDK, a receiver that is unknown or comes from a wrapping package needs the first; anything else needs the second.
 */
export function isPlausible(
  site: CallSite,
  options: Options,
  packages: readonly string[],
  needed: readonly string[],
  whole: readonly string[],
): boolean {
  const has = (name: string): boolean => options.entries.has(name);
  const foreign = site.callee.package !== undefined && !packageMatch(site.callee.package, wrappers);
  const imported = site.packages.some((name) => packageMatch(name, packages));
  const ambiguous = site.packages.some((name) => packageMatch(name, namesakes));
  if (!imported || foreign || ambiguous) return whole.every(has);
  return needed.some(has) || (options.rest !== undefined && (options.entries.size === 0 || has('model')));
}
