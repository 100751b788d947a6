// What a user can see of an analysis, to compare two of the same texts.
import type { Analysis } from '../../server/src/engine/index.ts';

export function visible({ findings, calls, notes }: Analysis): unknown {
  return {
    findings,
    notes,
    calls: calls.map(({ call, layout, estimate }) => ({
      estimate,
      segments: layout.segments,
      stable: layout.stableSegments,
      marks: layout.breakpoints,
      history: call.history,
      repeated: call.repeated,
      loops: call.loops,
      place: call.site.place,
      frames: call.site.frames,
    })),
  };
}
