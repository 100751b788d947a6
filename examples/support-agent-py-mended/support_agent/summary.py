"""Two sentences for the customer's file at the end of a conversation."""

from datetime import datetime
from pathlib import Path

from anthropic import Anthropic

client = Anthropic()


def summarize(transcript_file: str) -> str:
    transcript = Path(transcript_file).read_text()
    response = client.messages.create(
        model="claude-sonnet-5",
        max_tokens=200,
        messages=[
            {
                "role": "user",
                "content": [
                    {
                        "type": "text",
                        "text": f"Closed at {datetime.now().isoformat()}:\n\n{transcript}",
                    },
                    {"type": "text", "text": "Sum this conversation up in two sentences for the file of the customer."},
                ],
            }
        ],
    )
    return response.content[0].text
