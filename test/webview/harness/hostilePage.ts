// A prompt whose texts would do harm if a page took them for anything but text.
import type { ProfilePage } from '../../../server/src/protocol/index.ts';
import { samplePage } from './samplePages.ts';

export const hostileTexts = [
  '</script><script>alert(1)</script>',
  '<img src=x onerror=alert(2)>',
  '"><svg onload=alert(3)>',
  'user\u202egpj.exe\u2066 isolate\u2069',
  '\u001b[31mred\u001b[0m\u0007 bell\u0000 zero',
  'x'.repeat(1_000_000),
  '[link](javascript:alert(4)) | `code` |',
] as const;

export function hostilePage(): ProfilePage {
  const page = samplePage({
    name: 'hostile',
    parts: hostileTexts.map((text, at) => ({
      level: at < 2 ? 'tools' : at < 5 ? 'system' : 'messages',
      label: text,
      text,
      tokens: 900 + at,
      state: at === 3 ? 'changing' : 'stable',
    })),
    findings: hostileTexts.map((text, at) => ({
      fingerprint: `f${at}`,
      rule: 'volatile-prefix',
      severity: 'warning',
      message: text,
      href: at === 0 ? 'javascript:alert(5)' : '',
      range: { uri: 'file:///x.ts', start: { line: 1, character: 0 }, end: { line: 1, character: 1 } },
      block: at,
      fixes: [{ title: text, isSafe: true }],
    })),
  });
  return {
    ...page,
    callee: hostileTexts[0],
    file: hostileTexts[1],
    holes: hostileTexts.map((text) => ({ label: text, sample: text })),
    assumptions: [...hostileTexts],
    sources: [hostileTexts[2]],
  };
}
