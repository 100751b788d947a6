"""Answers one question from the command line."""

import sys

from .agent import answer
from .customer import Customer

customer = Customer(id="c-1", name="Ines Adler", email="ines@example.com", town="Larkfield")
question = " ".join(sys.argv[1:]) or "Where is my order LC-204411?"
print(answer(customer, question)[-1])
