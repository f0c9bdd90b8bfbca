"""Practice robots (演练机器人): a local server like the three platforms, and a page to see what arrives.

>>> from bots.practice import serve_practice
>>> with serve_practice() as server:
...     server.robot_hosts["wecom"].startswith("http://127.0.0.1:")
True
"""

from bots.practice.app import create_practice_app
from bots.practice.rooms import DEFAULT_ROBOTS, Fault, Member, RobotSpec, Standing
from bots.practice.serving import PracticeServer, serve_practice

__all__ = [
    "DEFAULT_ROBOTS",
    "Fault",
    "Member",
    "PracticeServer",
    "RobotSpec",
    "Standing",
    "create_practice_app",
    "serve_practice",
]
