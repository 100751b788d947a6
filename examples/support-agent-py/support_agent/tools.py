"""The tools of the support desk."""

from typing import Any

from .back_office import call_back_office

SCHEMAS = {
    "lookup_order": {
        "name": "lookup_order",
        "description": "Finds an order by its number and tells what was bought, what was paid, where it is and what has been returned. Ask for the number when the customer has not given it. The result lists every item with its state.",
        "input_schema": {
            "type": "object",
            "properties": {
                "order_number": {"type": "string", "description": "Number on the invoice, such as LC-204411."},
                "postcode": {"type": "string", "description": "Postcode of the delivery address, to confirm that the caller may know."},
            },
            "required": ["order_number"],
        },
    },
    "track_parcel": {
        "name": "track_parcel",
        "description": "Asks the carrier where a parcel is. Use it for orders that have left the warehouse. Says when the parcel last moved and when the carrier expects to deliver it.",
        "input_schema": {
            "type": "object",
            "properties": {
                "tracking_number": {"type": "string", "description": "Number of the parcel as the order shows it."},
            },
            "required": ["tracking_number"],
        },
    },
    "check_stock": {
        "name": "check_stock",
        "description": "Tells how many pieces of an article stand in each shop and in the warehouse, and when more are expected. Sizes are separate articles.",
        "input_schema": {
            "type": "object",
            "properties": {
                "article": {"type": "string", "description": "Article number or exact name."},
                "size_cm": {"type": "number", "description": "Frame size, for bicycles."},
            },
            "required": ["article"],
        },
    },
    "start_return": {
        "name": "start_return",
        "description": "Opens a return for items of an order and gives the label. Check first that the return is within its period. The refund is calculated after the inspection.",
        "input_schema": {
            "type": "object",
            "properties": {
                "order_number": {"type": "string", "description": "Order that the items belong to."},
                "items": {"type": "array", "items": {"type": "string"}, "description": "Article numbers to be returned."},
                "reason": {"type": "string", "description": "The reason in the words of the customer."},
            },
            "required": ["order_number", "items", "reason"],
        },
    },
    "open_case": {
        "name": "open_case",
        "description": "Hands a matter to a colleague: warranty, goodwill, complaints and everything that is urgent. The customer gets the number of the case by e-mail.",
        "input_schema": {
            "type": "object",
            "properties": {
                "summary": {"type": "string", "description": "Two or three sentences that a colleague can act on."},
                "priority": {"type": "string", "description": "normal or urgent. Urgent is for danger and for customers stranded on the road."},
                "serial_number": {"type": "string", "description": "Serial number of the bicycle, when one is concerned."},
            },
            "required": ["summary", "priority"],
        },
    },
    "book_repair": {
        "name": "book_repair",
        "description": "Books an appointment in a workshop. Name the work, so that enough time is set aside. Returns the time that was booked, or the next free ones.",
        "input_schema": {
            "type": "object",
            "properties": {
                "shop": {"type": "string", "description": "Town of the workshop."},
                "work": {"type": "string", "description": "What is to be done."},
                "day": {"type": "string", "description": "Wanted day, as YYYY-MM-DD."},
            },
            "required": ["shop", "work", "day"],
        },
    },
    "quote_repair": {
        "name": "quote_repair",
        "description": "Estimates the price of a repair from the price list of the workshops. Parts are included, surprises are not.",
        "input_schema": {
            "type": "object",
            "properties": {
                "work": {"type": "string", "description": "What is to be done."},
                "bicycle": {"type": "string", "description": "Make and model."},
            },
            "required": ["work", "bicycle"],
        },
    },
    "grant_voucher": {
        "name": "grant_voucher",
        "description": "Grants a voucher as goodwill, up to fifteen euros and once for each order. Refuses when the order has had one.",
        "input_schema": {
            "type": "object",
            "properties": {
                "order_number": {"type": "string", "description": "Order that went wrong."},
                "amount": {"type": "number", "description": "Euros, up to 15."},
            },
            "required": ["order_number", "amount"],
        },
    },
}

# What the desk may use this season.
ENABLED = {
    "lookup_order",
    "track_parcel",
    "check_stock",
    "start_return",
    "open_case",
    "book_repair",
    "quote_repair",
    "grant_voucher",
}

TOOLS = [SCHEMAS[name] for name in ENABLED]


def run_tool(name: str, arguments: dict[str, Any]) -> str:
    if name not in ENABLED:
        return f"There is no tool named {name}."
    return call_back_office(name, arguments)
