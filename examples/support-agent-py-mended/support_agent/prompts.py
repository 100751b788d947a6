"""What a conversation begins with: text that is the same for everybody, and text that is not."""

from datetime import datetime

from .customer import Customer
from .policy import POLICY

SYSTEM_PROMPT = [{"type": "text", "text": POLICY, "cache_control": {"type": "ephemeral"}}]


def first_turn(customer: Customer, question: str) -> str:
    return f"""Current time: {datetime.now().isoformat()}
Customer: {customer.name} ({customer.email}) from {customer.town}

{question}"""
