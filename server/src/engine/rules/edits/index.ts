// Door of the edits: repairs as text edits, in the style of the document they change.
export { addBreakpointFixes } from './addBreakpointFixes.ts';
export { addRollingFix } from './addRollingFix.ts';
export { canonicalJsonFix } from './canonicalJsonFix.ts';
export { limitLoopFix } from './limitLoopFix.ts';
export { longerTtlFix } from './longerTtlFix.ts';
export { markErrorFix } from './markErrorFix.ts';
export { moveBreakpointFix } from './moveBreakpointFix.ts';
export { moveHoleFixes } from './moveHoleFixes.ts';
export { notWritable, placeMarks, type WantedMark } from './placeMarks.ts';
export { removeMarksFix } from './removeMarksFix.ts';
export { settleFix } from './settleFix.ts';
export { sortItemsFix } from './sortItemsFix.ts';
export { sortToolsFixes } from './sortToolsFixes.ts';
export { sortTtlsFix } from './sortTtlsFix.ts';
export { sortWrittenFix } from './sortWrittenFix.ts';
export { startTogetherFix } from './startTogetherFix.ts';
export { temperatureFix } from './temperatureFix.ts';
