// The markers of fixtures: what they take out of the text, and where they point.
import { expect, it } from 'vitest';
import { readMarkers, satisfies } from '../../harness/markers.ts';

it('takes marker lines out, even from within a template', () => {
  const block = 'const a = `x\nnow {{b}}\n  //^^^^^ warning[some-rule] (fix): it\n`;\n';
  const { text, markers } = readMarkers(block);
  expect(text).toBe('const a = `x\nnow {{b}}\n`;\n');
  expect(markers).toMatchObject([{ severity: 'warning', rule: 'some-rule', hasFix: true, message: 'it', line: 3 }]);
  expect(text.slice(markers[0]?.start, markers[0]?.end)).toBe('{{b}}');
});

it('reads several markers of one line, short forms and open ends', () => {
  const { text, markers } = readMarkers(
    'f(a, b)\n  #^ hint[one-rule]\n     #^... error[two-rule]: m\ng() # warning[a-rule]\n',
  );
  expect(text).toBe('f(a, b)\ng()\n');
  expect(markers.map(({ start, end, wholeLine }) => [start, end, wholeLine])).toEqual([
    [3, 4, false],
    [6, undefined, false],
    [8, 11, true],
  ]);
});

it('wants the range, the severity, the words and the fix', () => {
  const { text, markers } = readMarkers('call()\n# ^^ warning[some-rule]: lost\n');
  const [marker] = markers;
  if (marker === undefined) throw new Error('no marker');
  const finding = {
    rule: 'some-rule',
    severity: 'warning',
    message: 'all is lost',
    place: { start: 2, end: 4 },
    fixes: [],
  };
  expect(satisfies(finding, marker, text)).toBe(true);
  expect(satisfies({ ...finding, place: { start: 2, end: 5 } }, marker, text)).toBe(false);
  expect(satisfies({ ...finding, severity: 'hint' }, marker, text)).toBe(false);
  expect(satisfies({ ...finding, message: 'all is well' }, marker, text)).toBe(false);
  expect(satisfies({ ...finding, fixes: [1] }, marker, text)).toBe(false);
});
