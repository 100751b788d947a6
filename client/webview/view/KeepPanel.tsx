// Keep: the run as a picture or a file, and the runs of this call so far, to compare before and after an edit.
import { useMemo, useRef, useState } from 'preact/hooks';
import { csvOf, type Exported, fileName, jsonOf, markdownOf } from '../model/exports.ts';
import { stacksOf } from '../model/stacks.ts';
import { DrawnLegend, legendHeight } from './DrawnLegend.tsx';
import { pngOf, svgOf } from './drawPicture.ts';
import { RunHistory } from './RunHistory.tsx';
import type { Session } from './session.ts';
import { chartHeight, TicksDrawing } from './TicksDrawing.tsx';
import type { Run } from './useRun.ts';

const pictureWidth = 880;

export function KeepPanel({ session, run }: { readonly session: Session; readonly run: Run }) {
  const { page, play, state, host } = session;
  const { timeline, figures, played } = run;
  const picture = useRef<SVGSVGElement>(null);
  const [problem, setProblem] = useState<string>();
  const ticks = timeline?.ticks ?? [];
  const hasPrices = ticks.every(({ cost }) => cost !== undefined);
  const unit = hasPrices ? state.look.unit : 'tokens';
  const stacks = useMemo(() => stacksOf(ticks, unit), [ticks, unit]);
  const exported: Exported | undefined =
    timeline === undefined || figures === undefined || ticks.length === 0
      ? undefined
      : { page, play, plan: played, timeline, figures, runs: page === state.page ? state.kept.runs : [] };

  const send = (extension: string, encoding: 'utf8' | 'base64', content: string): void =>
    host.post({ type: 'export', name: fileName({ page }, extension), encoding, content });
  const sendPng = (drawing: SVGSVGElement): void => {
    pngOf(drawing).then(
      (content) => {
        setProblem(undefined);
        send('png', 'base64', content);
      },
      (error: unknown) => setProblem(error instanceof Error ? error.message : String(error)),
    );
  };
  const withPicture = (act: (drawing: SVGSVGElement) => void): void => {
    if (picture.current !== null) act(picture.current);
  };
  return (
    <>
      {exported === undefined ? (
        <p class="remark">There is no run to export yet.</p>
      ) : (
        <section class="what-if" aria-labelledby="export-title">
          <div class="section-head">
            <h3 id="export-title">Export</h3>
            <div class="actions">
              <button type="button" onClick={() => withPicture(sendPng)}>
                PNG
              </button>
              <button type="button" onClick={() => withPicture((drawing) => send('svg', 'utf8', svgOf(drawing)))}>
                SVG
              </button>
              <button type="button" onClick={() => send('csv', 'utf8', csvOf(exported))}>
                CSV
              </button>
              <button type="button" onClick={() => send('json', 'utf8', jsonOf(exported))}>
                JSON
              </button>
              <button type="button" onClick={() => send('md', 'utf8', markdownOf(exported))}>
                Markdown
              </button>
            </div>
          </div>
          {problem === undefined ? null : (
            <p class="warn" role="alert">
              {problem}
            </p>
          )}
          <div class="scroll">
            <svg
              ref={picture}
              class="ticks-drawing"
              width={pictureWidth}
              height={chartHeight(stacks) + legendHeight}
              role="img"
              aria-label="The chart as it is exported"
            >
              <TicksDrawing stacks={stacks} unit={unit} width={pictureWidth} />
              <DrawnLegend parts={stacks.parts} y={chartHeight(stacks) + 8} />
            </svg>
          </div>
        </section>
      )}
      <RunHistory session={session} />
    </>
  );
}
