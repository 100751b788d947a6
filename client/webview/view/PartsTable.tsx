// Every part of the prompt as a table: the map for those who read rather than look, with a way to its source and a mark to set.
import { useMemo, useState } from 'preact/hooks';
import { blockTokens, type PromptPlan } from '../../../server/src/engine/profile/index.ts';
import { count, plural } from '../model/format.ts';
import { stateWords } from '../model/mapGroups.ts';
import { sorted } from '../model/markMoves.ts';
import { plainText } from '../model/visibleText.ts';
import { revealRange } from './reveal.ts';
import type { Session } from './session.ts';
import { Visible } from './Visible.tsx';

interface PartsTableProps {
  readonly session: Session;
  readonly plan: PromptPlan;
}

export function PartsTable({ session, plan }: PartsTableProps) {
  const [isOpen, setOpen] = useState(false);
  const { page } = session;
  return (
    <details class="parts" onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>{plural(page.blocks.length, 'part')}, one by one</summary>
      {isOpen ? <Rows session={session} plan={plan} /> : null}
    </details>
  );
}

function Rows({ session: { page, play, dispatch, host }, plan }: PartsTableProps) {
  const { marks } = play;
  const takesMarks = page.rules?.takesMarks === true;
  const marked = marks.map(({ block }) => block).join();
  const isFull = marks.length >= (page.rules?.markLimit ?? Number.POSITIVE_INFINITY);
  return useMemo(
    () => (
      <section class="scroll" aria-label="Parts of the prompt">
        <table>
          <thead>
            <tr>
              <th scope="col">Part</th>
              <th scope="col">Level</th>
              <th scope="col" class="number">
                Tokens
              </th>
              <th scope="col">Changes</th>
              <th scope="col">Text</th>
              {takesMarks ? <th scope="col">Breakpoint behind it</th> : null}
            </tr>
          </thead>
          <tbody>
            {page.blocks.map((block, index) => {
              const hasMark = marks.some((mark) => mark.block === index);
              const name = plainText(block.label, 80);
              const planned = plan.blocks[index];
              const excerpt = block.segments.map((segment) => segment.excerpt).join(' ');
              return (
                <tr key={index}>
                  <td>
                    {block.range.uri === '' ? (
                      <Visible text={block.label} most={80} />
                    ) : (
                      <button type="button" class="link" onClick={() => revealRange(host, block.range)}>
                        <Visible text={block.label} most={80} />
                      </button>
                    )}
                  </td>
                  <td>{block.level}</td>
                  <td class="number">{count(planned === undefined ? block.tokens : blockTokens(planned))}</td>
                  <td>{changesText(block)}</td>
                  <td class="excerpt">
                    <Visible text={excerpt} most={120} />
                  </td>
                  {takesMarks ? (
                    <td>
                      <input
                        type="checkbox"
                        aria-label={`Breakpoint behind ${name}`}
                        checked={hasMark}
                        disabled={block.noMark !== undefined || (!hasMark && isFull)}
                        title={block.noMark}
                        onChange={() =>
                          dispatch({
                            type: 'play',
                            change: {
                              marks: hasMark
                                ? marks.filter((mark) => mark.block !== index)
                                : sorted([...marks, { block: index }]),
                            },
                          })
                        }
                      />
                    </td>
                  ) : null}
                </tr>
              );
            })}
          </tbody>
        </table>
      </section>
    ),
    // The lifetime of a mark is not shown here.
    [page, plan, marked, isFull, takesMarks, host, dispatch],
  );
}

function changesText({ state, segments }: Session['page']['blocks'][number]): string {
  const words = new Set(segments.map(({ changes }) => changes).filter((word) => word !== 'stable'));
  return words.size === 0 ? stateWords[state] : [...words].join(', ');
}
