"""Sorts the tickets of the night before the desk opens."""

from dataclasses import dataclass

from anthropic import Anthropic

from .policy import POLICY

client = Anthropic()


@dataclass(frozen=True)
class Ticket:
    id: str
    text: str


def triage(tickets: list[Ticket]) -> dict[str, str]:
    verdicts: dict[str, str] = {}
    for ticket in tickets:
        response = client.messages.create(
            model="claude-sonnet-5",
            max_tokens=16,
            system=[{"type": "text", "text": POLICY, "cache_control": {"type": "ephemeral"}}],
            messages=[
                {
                    "role": "user",
                    "content": "Answer with one word, urgent, warranty, return, repair or other, "
                    f"for this ticket:\n\n{ticket.text}",
                }
            ],
        )
        verdicts[ticket.id] = response.content[0].text
    return verdicts
