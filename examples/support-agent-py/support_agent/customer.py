"""Who the agent is talking to."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Customer:
    id: str
    name: str
    email: str
    town: str
