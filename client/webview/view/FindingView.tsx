// A finding of the rules about this prompt, with its fixes one click away.
import type { PageFinding } from '../../../server/src/protocol/index.ts';
import { revealRange } from './reveal.ts';
import type { Session } from './session.ts';
import { Visible } from './Visible.tsx';

export function FindingView({ finding, session }: { readonly finding: PageFinding; readonly session: Session }) {
  const { fingerprint, rule, severity, message, href, range, fixes } = finding;
  const { host, page } = session;
  return (
    <div class={`finding finding-${severity}`}>
      <p>
        <span class="dim">{severity}</span>{' '}
        {href.startsWith('https://') ? (
          <a href={href}>
            <code>{rule}</code>
          </a>
        ) : (
          <code>{rule}</code>
        )}{' '}
        <Message text={message} />
      </p>
      <p class="finding-acts">
        <button type="button" class="link" onClick={() => revealRange(host, range)}>
          Show in code
        </button>
        {fixes.map((fix, index) => (
          <button
            key={fix.title}
            type="button"
            onClick={() => host.post({ type: 'applyFix', version: page.version, fingerprint, fix: index })}
          >
            <Visible text={fix.title} most={120} />
            {fix.isSafe ? '' : ' (asks first)'}
          </button>
        ))}
      </p>
    </div>
  );
}

/** Names stand between backticks in messages. */
function Message({ text }: { readonly text: string }) {
  return (
    <>
      {text
        .slice(0, mostCharacters)
        .split('`')
        .map((piece, at) =>
          at % 2 === 1 ? (
            <code>
              <Visible text={piece} />
            </code>
          ) : (
            <Visible text={piece} most={mostCharacters} />
          ),
        )}
      {text.length > mostCharacters ? '…' : ''}
    </>
  );
}

const mostCharacters = 1_000;
