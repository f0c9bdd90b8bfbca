"""iCalendar (日历订阅): facts in, bytes out. RFC 5545 whole days, one entry a duty, nothing that changes with the clock.

`matters` says what calendars tell of a duty, `variants` what a subscriber chose, `entries` puts the two together, `writing`
makes the bytes, `addresses` the ways to reach them. Nothing here reads a database or knows who asks.
"""
