"""The system prompt of a conversation."""

from datetime import datetime

from .customer import Customer
from .policy import POLICY


def build_system_prompt(customer: Customer) -> str:
    return f"""Current time: {datetime.now().isoformat()}
You are talking to {customer.name} ({customer.email}) from {customer.town}.

{POLICY}"""
