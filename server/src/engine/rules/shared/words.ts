// Words that messages share, so that one fact is told one way by every rule.
import type { Changes, Varies } from '../../model/index.ts';

const changeWords: Readonly<Record<Changes, string>> = {
  never: 'never changes',
  deployment: 'changes with each deployment',
  process: 'changes each time the process starts',
  day: 'changes every day',
  minute: 'changes every minute',
  request: 'changes on every request',
  call: 'changes on every model call',
};

export function changesPhrase(changes: Changes): string {
  return changeWords[changes];
}

const variesWords: Readonly<Record<Varies, string>> = {
  nobody: 'everybody',
  tenant: 'each tenant',
  user: 'each user',
  session: 'each session',
};

export function variesPhrase(varies: Varies): string {
  return variesWords[varies];
}

/** Source text cut to one short line, for a message. */
export function shortLabel(label: string): string {
  const line = label.replace(/\s+/g, ' ').trim();
  return line.length <= 60 ? line : `${line.slice(0, 57)}…`;
}
