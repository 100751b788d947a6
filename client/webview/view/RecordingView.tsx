// What a recording says: its conversations, and the ticks of the one that is chosen.
import { useState } from 'preact/hooks';
import type { RecordedConversation, RecordedTick } from '../../../server/src/protocol/index.ts';
import { count, dollars, notReported, plural, rate } from '../model/format.ts';
import { writtenIn } from '../model/measured.ts';
import { missWords } from '../model/missWords.ts';
import type { Session } from './session.ts';
import { Visible } from './Visible.tsx';

export function RecordingView({ session }: { readonly session: Session }) {
  const { recording } = session.state;
  const [chosen, setChosen] = useState(0);
  if (recording === undefined) {
    return (
      <p class="remark">
        Opens what <code>hitrate record</code> wrote, or a log of Langfuse, Helicone, LangSmith, LiteLLM, OpenTelemetry
        or Claude Code. It stays on this machine.
      </p>
    );
  }
  const { name, profile } = recording;
  const conversation = profile.conversations[chosen];
  return (
    <>
      <p role="status">
        <Visible text={name} most={120} />: {plural(profile.calls, 'call')} in{' '}
        {plural(profile.conversationCount, 'conversation')}, prompt hit rate {rate(profile.hitRate)},{' '}
        {dollars(profile.cost)}
        {profile.withoutUsage === 0 ? '' : `, ${plural(profile.withoutUsage, 'call')} without usage`}.
      </p>
      {profile.notes.map((note) => (
        <p key={note} class="remark">
          <Visible text={note} most={600} />
        </p>
      ))}
      <Conversations all={profile.conversations} chosen={chosen} onChoose={setChosen} />
      {conversation === undefined ? null : <RecordedTicks ticks={conversation.details} />}
    </>
  );
}

interface ConversationsProps {
  readonly all: readonly RecordedConversation[];
  readonly chosen: number;
  readonly onChoose: (index: number) => void;
}

function Conversations({ all, chosen, onChoose }: ConversationsProps) {
  return (
    <section class="scroll" aria-label="Conversations of the recording">
      <table>
        <thead>
          <tr>
            <th scope="col">Conversation</th>
            <th scope="col">Model</th>
            <th scope="col" class="number">
              ticks
            </th>
            <th scope="col" class="number">
              hit rate
            </th>
            <th scope="col" class="number">
              written, never read
            </th>
            <th scope="col" class="number">
              cost
            </th>
          </tr>
        </thead>
        <tbody>
          {all.map((one, index) => (
            <tr key={one.number} class={index === chosen ? 'selected' : undefined}>
              <td>
                <button type="button" class="link" aria-pressed={index === chosen} onClick={() => onChoose(index)}>
                  {one.number}
                </button>
              </td>
              <td>
                <Visible text={one.model} most={60} />
              </td>
              <td class="number">{count(one.ticks)}</td>
              <td class="number">{rate(one.hitRate)}</td>
              <td class="number">{count(one.writesNeverRead)}</td>
              <td class="number">{dollars(one.cost)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function RecordedTicks({ ticks }: { readonly ticks: readonly RecordedTick[] }) {
  return (
    <section class="scroll" aria-label="Ticks of the conversation">
      <table>
        <thead>
          <tr>
            <th scope="col">Tick</th>
            <th scope="col" class="number">
              read
            </th>
            <th scope="col" class="number">
              write
            </th>
            <th scope="col" class="number">
              fresh
            </th>
            <th scope="col" class="number">
              hit rate
            </th>
            <th scope="col" class="number">
              cost
            </th>
            <th scope="col">missed</th>
          </tr>
        </thead>
        <tbody>
          {ticks.map(({ tick, tokens, hitRate, cost, miss, failure }) => (
            <tr key={tick}>
              <td>{tick}</td>
              {tokens === undefined ? (
                <td class="number dim" colSpan={4}>
                  {failure === undefined ? notReported : <Visible text={failure} most={60} />}
                </td>
              ) : (
                <>
                  <td class="number">{count(tokens.read)}</td>
                  <td class="number">{count(writtenIn(tokens))}</td>
                  <td class="number">{count(tokens.fresh)}</td>
                  <td class="number">{rate(hitRate)}</td>
                </>
              )}
              <td class="number">{tokens === undefined ? notReported : dollars(cost)}</td>
              <td>{miss === undefined ? '' : missWords(miss).title}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
