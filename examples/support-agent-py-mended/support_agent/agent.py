"""One conversation: asks the model, runs the tools it wants, and asks again."""

from typing import Any

from anthropic import Anthropic

from .customer import Customer
from .prompts import SYSTEM_PROMPT, first_turn
from .tools import TOOLS, run_tool

MAX_TICKS = 12

client = Anthropic()


def answer(customer: Customer, question: str) -> list[dict[str, Any]]:
    messages: list[dict[str, Any]] = [{"role": "user", "content": first_turn(customer, question)}]
    for _ in range(MAX_TICKS):
        response = client.messages.create(
            model="claude-sonnet-5",
            max_tokens=1024,
            tools=TOOLS,
            system=SYSTEM_PROMPT,
            cache_control={"type": "ephemeral"},
            messages=messages,
        )
        messages.append({"role": "assistant", "content": response.content})
        if response.stop_reason != "tool_use":
            break
        results = []
        for block in response.content:
            if block.type == "tool_use":
                results.append(
                    {"type": "tool_result", "tool_use_id": block.id, "content": run_tool(block.name, block.input)}
                )
        messages.append({"role": "user", "content": results})
    return messages
