"""The systems behind the tools; here they only say what they were asked."""

import json
from typing import Any


def call_back_office(action: str, arguments: dict[str, Any]) -> str:
    return json.dumps({"action": action, "arguments": arguments, "status": "ok"})
