"""Answers questions about a product, with a prompt that lies in a file of its own."""

from datetime import datetime
from pathlib import Path

from anthropic import Anthropic
from jinja2 import Environment, FileSystemLoader

client = Anthropic()
templates = Environment(loader=FileSystemLoader(Path(__file__).parent / "prompts"))


def answer(question: str) -> str:
    messages = [{"role": "user", "content": question}]
    while True:
        system = templates.get_template("support.j2").render(
            now=datetime.now().isoformat(),
            product="Acme Notes",
        )
        response = client.messages.create(
            model="claude-sonnet-4-5",
            max_tokens=1024,
            system=[{"type": "text", "text": system, "cache_control": {"type": "ephemeral"}}],
            messages=messages,
        )
        text = response.content[0].text
        messages.append({"role": "assistant", "content": text})
        if response.stop_reason == "end_turn":
            return text
        messages.append({"role": "user", "content": "Go on."})
