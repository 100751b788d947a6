"""Prompts in the strings of a program."""

SYSTEM = """<|im_start|>system
You are {{ persona.name | title }}, who knows all about {{ product }}.
{% if tone == "formal" %}
Be formal.
{% endif %}
<|im_end|>
"""

messages = [
    {"role": "system", "content": [{"type": "text", "text": SYSTEM, "cache_control": {"type": "ephemeral"}}]},
    {"role": "user", "content": "Where is the {{ thing }}?"},
]
